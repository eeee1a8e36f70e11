"""公告: what was written, published and withdrawn, and who has read it (R12)."""

from datetime import date

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from training.announcements.terms import Readers
from training.database import Base
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class Announcement(Base):
    """公告: one version; its text never changes, another version replaces it."""

    __tablename__ = "announcement"
    __table_args__ = (Index(None, "readers", "from_day"),)

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    title: Mapped[Long]
    body: Mapped[str] = mapped_column(Text())
    """Paragraphs of plain text, one a line."""
    readers: Mapped[Readers] = mapped_column(words(Readers))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    """Whose it is; none: the city's, for everywhere."""
    is_of_city: Mapped[bool]
    """The city wrote it: a district reads it, and neither publishes nor withdraws it."""
    class_id: Mapped[int | None] = mapped_column(ForeignKey("training_class.id"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"))
    """Of the class."""
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("announcement.id"), unique=True)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    written_by: Mapped[Short]
    written_at: Mapped[Moment]

    replaced_on: Mapped[date | None] = query_expression()
    """The first day of a published version that came after it; only where a view asks for it."""

    district: Mapped[District | None] = relationship()
    training_class: Mapped[TrainingClass | None] = relationship()
    publication: Mapped["AnnouncementPublication | None"] = relationship(viewonly=True)
    withdrawal: Mapped["AnnouncementWithdrawal | None"] = relationship(viewonly=True)
    replaces: Mapped["Announcement | None"] = relationship(remote_side="Announcement.id", viewonly=True)
    replaced_by: Mapped["Announcement | None"] = relationship(
        primaryjoin="Announcement.id == foreign(Announcement.replaces_id)", uselist=False, viewonly=True
    )


class AnnouncementPublication(Base):
    """发布: from now on it is shown within its days."""

    __tablename__ = "announcement_publication"

    id: Mapped[Key]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), unique=True)
    published_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    published_by: Mapped[Short]
    published_at: Mapped[Moment]


class AnnouncementWithdrawal(Base):
    """撤回: it is shown no more, and stays on record."""

    __tablename__ = "announcement_withdrawal"

    id: Mapped[Key]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), unique=True)
    reason: Mapped[Long]
    withdrawn_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    withdrawn_by: Mapped[Short]
    withdrawn_at: Mapped[Moment]


class AnnouncementReading(Base):
    """已读: a trainee, or one of the office, opened it; once."""

    __tablename__ = "announcement_reading"
    __table_args__ = (
        UniqueConstraint("announcement_id", "trainee_id"),
        UniqueConstraint("announcement_id", "staff_id"),
    )

    id: Mapped[Key]
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    trainee_id: Mapped[int | None] = mapped_column(ForeignKey("trainee.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    read_at: Mapped[Moment]
