"""放假安排: what the State Council arranged for a year, and which deadlines moved when it was known."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.database import Base
from training.deadlines.terms import DeadlineKind
from training.records.columns import Key, Long, Moment, Short, words


class CalendarYear(Base):
    """One import of a year's arrangement; of several the highest version holds."""

    __tablename__ = "calendar_year"
    __table_args__ = (UniqueConstraint("year", "version"),)

    id: Mapped[Key]
    year: Mapped[int]
    version: Mapped[int]
    """From 1, counted for each year."""
    title: Mapped[Long]
    """Of the file or of the notice in it."""
    source: Mapped[Long]
    """文号 of the notice, such as 国办发明电〔2025〕7号; empty where nobody said it."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the file as it came."""
    imported_by: Mapped[Short]
    imported_at: Mapped[Moment]

    days: Mapped[list["CalendarDay"]] = relationship(back_populates="year", order_by="CalendarDay.day")


class CalendarDay(Base):
    """A day that the arrangement names: free or worked. The others are what their weekday says."""

    __tablename__ = "calendar_day"
    __table_args__ = (UniqueConstraint("year_id", "day"),)

    id: Mapped[Key]
    year_id: Mapped[int] = mapped_column(ForeignKey("calendar_year.id"))
    day: Mapped[date]
    """Of the year, or of the last days of December before it."""
    is_working: Mapped[bool]
    name: Mapped[Short]
    """The holiday that it belongs to."""

    year: Mapped[CalendarYear] = relationship(back_populates="days")


class DeadlineMoved(Base):
    """期限更正: a stored last day that the calendar says differently; moved, or left if it was acted on."""

    __tablename__ = "deadline_moved"
    __table_args__ = (Index(None, "kind", "subject"),)

    id: Mapped[Key]
    kind: Mapped[DeadlineKind] = mapped_column(words(DeadlineKind))
    subject: Mapped[UUID] = mapped_column(Uuid())
    """The public id of what has the deadline."""
    what: Mapped[Long]
    """Which one, for people; nobody's name."""
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    was: Mapped[date]
    """The last day as it was stored."""
    becomes: Mapped[date]
    """The last day by the calendar of now."""
    is_moved: Mapped[bool]
    """Whether the stored day follows; not of what was acted on already."""
    because: Mapped[Long]
    moved_at: Mapped[Moment]
