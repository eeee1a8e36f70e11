"""说明: evidence of that very trainee explains a mismatch, and a second person confirms it (R37)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.confirmations.ask_for_confirmation import Wanted, ask_for_confirmation
from training.checks.acts.finish_act import finish_act
from training.checks.rules.confirmations import ConfirmationState
from training.checks.terms import CheckMethod, Purpose
from training.checks.views.calls.mismatch_at import mismatch_at
from training.checks.views.check_views import CheckView
from training.checks.views.confirmations.confirmation_lines import confirmation_state
from training.checks.views.evidence.picture_of import picture_named
from training.checks.views.evidence.refuse_explanation import refuse_explanation
from training.checks.views.load_check import LoadedCheck, load_check, load_running_check
from training.notice.notes import read_reason
from training.records.checks.calls import SpotCall
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Explanation:
    """Why a trainee's data differ, and the picture of the check that was taken or chosen to prove it."""

    reason: str
    evidence_id: UUID


def resolve_mismatch(
    session: Session, staff: Staff, check_id: UUID, position: int, told: Explanation, *, now: datetime
) -> CheckView:
    """Ask a second person to accept the explanation; told again while it waits, nothing is added.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, AlreadyReplaced, NoMismatch,
    NotToBeExplained, NotOfThisTrainee, ReasonMissing or TextTooLong.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    call = mismatch_at(loaded, position)
    if _waits(loaded, call, now):
        return finish_act(session, staff, loaded)
    evidence = picture_named(session, loaded.check, told.evidence_id)
    refuse_explanation(session, loaded, evidence)
    wanted = Wanted(
        Purpose.EXPLAIN,
        read_reason(told.reason, "说明不一致"),
        f"检查 {loaded.check.number} 的 {position} 号不一致说明",
        call_id=call.id,
        evidence_id=evidence.id,
    )
    ask_for_confirmation(session, staff, loaded.check, wanted, now=now)
    return finish_act(session, staff, load_check(session, loaded.check, now))


def _waits(loaded: LoadedCheck, call: SpotCall, now: datetime) -> bool:
    asked = [each for each in loaded.confirmations if each.call_id == call.id]
    return any(confirmation_state(each, loaded.check, now) is ConfirmationState.OPEN for each in asked)
