"""What people on duty must be told: raised once, told by whatever channel there is."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base, UtcTime
from training.outbox.terms import Audience
from training.records.classes.classes import Institution, TrainingClass
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class Alert(Base):
    """提醒事项: something that somebody on duty must see, such as a machine that went silent."""

    __tablename__ = "alert"
    __table_args__ = (Index(None, "audience", "raised_at"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    dedupe_key: Mapped[Long] = mapped_column(unique=True)
    """One cause, one alert."""
    kind: Mapped[Short]
    audience: Mapped[Audience] = mapped_column(words(Audience))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)
    about: Mapped[UUID | None] = mapped_column(Uuid())
    """What the sentence is about, of the sort that its kind says: a check, a lead, a correction, a class."""
    text: Mapped[Long]
    """One Chinese sentence: what is wrong, and what to do."""
    raised_at: Mapped[Moment]
    told_at: Mapped[datetime | None] = mapped_column(UtcTime())
    """When it was handed to a channel that reaches people, such as the chat."""

    district: Mapped[District | None] = relationship()
    institution: Mapped[Institution | None] = relationship()
    training_class: Mapped[TrainingClass | None] = relationship()
