"""请假: approved absences."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.attendance.terms import DayPart
from training.database import Base
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, Short, words


class LeaveOfAbsence(Base):
    """请假: an approved absence; it credits nothing, but nobody is reminded of it."""

    __tablename__ = "leave_of_absence"
    __table_args__ = (UniqueConstraint("enrolment_id", "held_on", "part", "turn"), Index(None, "held_on"))

    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    held_on: Mapped[date]
    part: Mapped[DayPart] = mapped_column(words(DayPart))
    turn: Mapped[int] = mapped_column(default=1, server_default="1")
    """The next one after each that was taken back, so that two at once cannot both be registered."""
    reason: Mapped[Long]
    approved_by: Mapped[Short]
    approved_at: Mapped[Moment] = mapped_column(index=True)

    enrolment: Mapped[Enrolment] = relationship()
    revocation: Mapped["LeaveRevocation | None"] = relationship(back_populates="leave")


class LeaveRevocation(Base):
    """销假: takes one leave back; the trainee is reminded again as if it had never been."""

    __tablename__ = "leave_revocation"

    id: Mapped[Key]
    leave_id: Mapped[int] = mapped_column(ForeignKey("leave_of_absence.id"), unique=True)
    reason: Mapped[Long]
    revoked_by: Mapped[Short]
    revoked_at: Mapped[Moment]

    leave: Mapped[LeaveOfAbsence] = relationship(back_populates="revocation")
