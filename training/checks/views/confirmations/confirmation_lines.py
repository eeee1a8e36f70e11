"""What a second person was asked, as pages, cards and records show it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from training.checks.rules.confirmations import ConfirmationState, may_confirm, state_of_confirmation
from training.checks.terms import Purpose
from training.checks.views.confirmations.find_confirmation import number_of_confirmation
from training.checks.views.find_check import checks_at
from training.checks.views.refuse_void import void_refusal
from training.notice.clock import is_ahead
from training.notice.working_days import LATEST
from training.records.checks.confirmations import Confirmation
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ConfirmationLine:
    """One request with what came of it."""

    confirmation_id: UUID
    number: str
    check_id: UUID
    check_number: str
    class_name: str
    purpose: Purpose
    position: int | None
    """Of a 说明: whose mismatch."""
    evidence_id: UUID | None
    reason: str
    asked_by: str
    asked_at: datetime
    lapses_at: datetime
    is_guessed: bool
    """Whether that is the latest that it can be, for a year's holidays are not announced."""
    state: ConfirmationState
    answered_by: str
    answered_at: datetime | None
    note: str
    may_answer: bool
    """Whether the person who looks may be the second one, now."""

    @property
    def guess(self) -> str:
        """What is said beside the end, empty where it is certain."""
        return LATEST if self.is_guessed else ""

    @property
    def about(self) -> str:
        """作废, or 3 号 说明."""
        return f"{self.position} 号{self.purpose}" if self.position else f"{self.purpose}检查"


def confirmation_line(
    row: Confirmation, check: SpotCheck, position: int | None, staff: Staff | None, now: datetime
) -> ConfirmationLine:
    answer, state = row.answer, confirmation_state(row, check, now)
    may_answer = state is ConfirmationState.OPEN and staff is not None and is_second_person(row, staff)
    return ConfirmationLine(
        confirmation_id=row.public_id,
        number=number_of_confirmation(row.public_id),
        check_id=check.public_id,
        check_number=check.number,
        class_name=check.training_class.name,
        purpose=row.purpose,
        position=position,
        evidence_id=row.evidence.public_id if row.evidence else None,
        reason=row.reason,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        lapses_at=row.lapses_at,
        is_guessed=row.is_guessed,
        state=state,
        answered_by=answer.answered_by if answer else "",
        answered_at=answer.answered_at if answer else None,
        note=answer.note if answer else "",
        may_answer=may_answer,
    )


def confirmation_state(row: Confirmation, check: SpotCheck, now: datetime) -> ConfirmationState:
    """As it stands at `now`: lapsed is what could not be done any more if it were confirmed, and what a
    clock that ran ahead asked for, which would stand open for longer than the rule says; where the same was
    asked for again meanwhile, also once its own time has come."""
    said = row.answer.is_confirmed if row.answer else None
    is_closed = _is_closed(row, check) or is_ahead(row.asked_at, now) or row.is_replaced
    return state_of_confirmation(said, row.lapses_at, is_closed=is_closed, now=now)


def _is_closed(row: Confirmation, check: SpotCheck) -> bool:
    """An explanation is closed by any end, a void by a verdict that the level that asked may not void."""
    if row.purpose is Purpose.EXPLAIN:
        return check.ended_at is not None
    return void_refusal(check, row.level) is not None


def is_second_person(row: Confirmation, staff: Staff) -> bool:
    """Of those who may see the check: whether this one may confirm it."""
    return may_confirm(row.level, checks_at(staff), is_same_person=row.asked_by_id == staff.id)
