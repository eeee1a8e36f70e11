"""不刷脸: asking to attend by something else than one's face, and what the district decided."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.attendance.terms import OtherWay
from training.database import Base
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short, words
from training.records.staff.staff import Staff


class AttendanceAlternative(Base):
    """不刷脸申请: a trainee, or the school for one, asks for another way to punch."""

    __tablename__ = "attendance_alternative"
    __table_args__ = (
        # Of two who press at once, only one becomes request number n.
        UniqueConstraint("enrolment_id", "ordinal"),
    )

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    ordinal: Mapped[int]
    way: Mapped[OtherWay] = mapped_column(words(OtherWay))
    reason: Mapped[Long]
    asked_by: Mapped[Short]
    """本人, or the name of the member of staff who asked for the trainee."""
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The key of that one; None where the trainee asked, and of requests before it was kept."""
    asked_at: Mapped[Moment]

    enrolment: Mapped[Enrolment] = relationship()
    decision: Mapped["AlternativeDecision | None"] = relationship(back_populates="alternative")


class AlternativeDecision(Base):
    """不刷脸审核: the district approved it until a day, or refused; once."""

    __tablename__ = "alternative_decision"

    id: Mapped[Key]
    alternative_id: Mapped[int] = mapped_column(ForeignKey("attendance_alternative.id"), unique=True)
    until: Mapped[date | None]
    """The last day on which it holds; empty where it was refused."""
    note: Mapped[Long]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[Moment]

    alternative: Mapped[AttendanceAlternative] = relationship(back_populates="decision")
    decided_by: Mapped[Staff] = relationship()
