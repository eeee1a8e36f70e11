"""督办: what the city urges a district to do, and what was done about it (R09)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.urging.terms import UrgingMove, UrgingState


class Urging(Base):
    """督办事项: one thing, for one district, until a day; it may be about a class of it."""

    __tablename__ = "urging"
    __table_args__ = (Index(None, "state", "due_on", "id"), Index(None, "district_id", "state"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)
    text: Mapped[Long]
    state: Mapped[UrgingState] = mapped_column(words(UrgingState))
    """For the queues; it follows the steps."""
    first_due_on: Mapped[date]
    """As it was urged."""
    due_on: Mapped[date]
    """As it stands; in time until 24:00 of it; a step that sends it back may set another."""
    urged_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    urged_by: Mapped[Short]
    urged_at: Mapped[Moment]

    district: Mapped[District] = relationship()
    training_class: Mapped[TrainingClass | None] = relationship()
    steps: Mapped[list["UrgingStep"]] = relationship(
        back_populates="urging", order_by="UrgingStep.ordinal", viewonly=True
    )


class UrgingStep(Base):
    """督办经过: answered, closed or sent back."""

    __tablename__ = "urging_step"
    __table_args__ = (UniqueConstraint("urging_id", "ordinal"),)

    id: Mapped[Key]
    urging_id: Mapped[int] = mapped_column(ForeignKey("urging.id"))
    ordinal: Mapped[int]
    """From 1, counted for each thing that is urged."""
    move: Mapped[UrgingMove] = mapped_column(words(UrgingMove))
    text: Mapped[Long]
    due_on: Mapped[date | None]
    """The new day, where it was sent back."""
    acted_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    acted_by: Mapped[Short]
    acted_at: Mapped[Moment]

    urging: Mapped[Urging] = relationship(back_populates="steps")
