"""What changes what a check says takes a second person: the request and its answer are rows (R37, R40)."""

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, and_, exists, or_
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from training.checks.terms import CheckLevel, Purpose
from training.database import Base
from training.records.checks.calls import SpotCall
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.columns import Key, Long, Moment, PublicId, Short, words


class Confirmation(Base):
    """二人确认: somebody asks a second person; until that one agrees, nothing changes."""

    __tablename__ = "confirmation"

    id: Mapped[Key]
    public_id: Mapped[PublicId]
    check_id: Mapped[int] = mapped_column(ForeignKey("spot_check.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(words(Purpose))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("spot_call.id"))
    """Of a 说明: the call whose mismatch it explains."""
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), unique=True)
    """Of a 说明: the picture that proves it; one picture proves one thing."""
    reason: Mapped[Long]
    level: Mapped[CheckLevel] = mapped_column(words(CheckLevel))
    """At which whoever asks checks: what the city asks, only the city confirms."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    asked_by: Mapped[Short]
    asked_at: Mapped[Moment]
    lapses_at: Mapped[Moment]
    """From then on it is as if it had never been asked."""
    is_guessed: Mapped[bool] = mapped_column(default=False)
    """Whether the days up to there were not all announced; then it is the latest that it can be."""

    check: Mapped[SpotCheck] = relationship()
    call: Mapped[SpotCall | None] = relationship()
    evidence: Mapped[Evidence | None] = relationship()
    answer: Mapped["ConfirmationAnswer | None"] = relationship()
    if TYPE_CHECKING:
        is_replaced: Mapped[bool]
        """Whether the same was asked for again since, which is only done where this one is over."""


class ConfirmationAnswer(Base):
    """第二人意见: confirmed, or not and why."""

    __tablename__ = "confirmation_answer"

    id: Mapped[Key]
    confirmation_id: Mapped[int] = mapped_column(ForeignKey("confirmation.id"), unique=True)
    is_confirmed: Mapped[bool]
    note: Mapped[Long] = mapped_column(default="")
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    answered_by: Mapped[Short]
    answered_at: Mapped[Moment]


def _asked_again() -> ColumnElement[bool]:
    """By the table: the mappers are not all there yet."""
    own = Confirmation.__table__
    later = own.alias("later")
    is_same_void = and_(own.c.call_id.is_(None), later.c.level == own.c.level)
    is_same = or_(later.c.call_id == own.c.call_id, is_same_void)
    of_check = (later.c.check_id == own.c.check_id, later.c.purpose == own.c.purpose)
    return exists().where(*of_check, is_same, later.c.id > own.c.id).correlate_except(later)


Confirmation.is_replaced = column_property(_asked_again())
