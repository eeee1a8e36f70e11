"""一键匹配: who gave whom which number of a machine, who agreed, and who took it back (R43)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.attendance.terms import MatchState
from training.database import Base
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.columns import Key, Long, Moment, PublicId, Short
from training.records.staff.staff import Staff


class NumberMatch(Base):
    """考勤号匹配: a number that was in no roster is to be this person's in this class."""

    __tablename__ = "number_match"
    __table_args__ = (Index(None, "class_id", "new_number"), Index(None, "enrolment_id"))

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    class_id: Mapped[int] = mapped_column(ForeignKey("training_class.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    device: Mapped[Short] = mapped_column(default="")
    """The machine on which the number was seen, as its punches name it."""
    old_number: Mapped[Short] = mapped_column(default="")
    """Empty where the roster had none."""
    new_number: Mapped[Short]
    grounds: Mapped[Long]
    """Why this person was proposed, as it was shown."""
    half_days: Mapped[int]
    """Of how many the credited hours would change, as it was shown."""
    reason: Mapped[Long]
    is_at_once: Mapped[bool]
    """It counted when it was asked for, and nobody decides about it."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]

    training_class: Mapped[TrainingClass] = relationship()
    enrolment: Mapped[Enrolment] = relationship()
    decision: Mapped["NumberMatchDecision | None"] = relationship(back_populates="match")
    undoing: Mapped["NumberMatchUndoing | None"] = relationship(back_populates="match")

    @property
    def state(self) -> MatchState:
        if self.undoing is not None:
            return MatchState.UNDONE
        if self.is_at_once:
            return MatchState.AT_ONCE
        if self.decision is None:
            return MatchState.WAITS
        return MatchState.APPROVED if self.decision.is_approved else MatchState.REFUSED

    @property
    def counts_since(self) -> datetime | None:
        """When the number became this person's; None where it did not."""
        if self.is_at_once:
            return self.asked_at
        return self.decision.decided_at if self.decision and self.decision.is_approved else None


class NumberMatchDecision(Base):
    """考勤号匹配审核: the district or the city agreed, or did not; once."""

    __tablename__ = "number_match_decision"

    id: Mapped[Key]
    match_id: Mapped[int] = mapped_column(ForeignKey("number_match.id"), unique=True)
    is_approved: Mapped[bool]
    note: Mapped[Long]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    decided_at: Mapped[Moment]

    match: Mapped[NumberMatch] = relationship(back_populates="decision")
    decided_by: Mapped[Staff] = relationship()


class NumberMatchUndoing(Base):
    """撤销匹配: the person has the number of before again, or none; once."""

    __tablename__ = "number_match_undoing"

    id: Mapped[Key]
    match_id: Mapped[int] = mapped_column(ForeignKey("number_match.id"), unique=True)
    reason: Mapped[Long]
    undone_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    undone_by: Mapped[Short]
    undone_at: Mapped[Moment]

    match: Mapped[NumberMatch] = relationship(back_populates="undoing")
