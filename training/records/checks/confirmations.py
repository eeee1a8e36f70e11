"""What changes what a check says takes a second person: the request and its answer are rows (R37, R40)."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

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
