"""说明: evidence of that very trainee explains a mismatch, and a second person confirms it (R37)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.confirmations.ask_for_confirmation import Wanted, ask_for_confirmation
from training.checks.acts.finish_act import finish_act
from training.checks.rules.calls import CallResult, Standing, call_result, may_be_explained
from training.checks.rules.confirmations import ConfirmationState
from training.checks.terms import CallOutcome, CheckMethod, Purpose
from training.checks.views.calls.place_at import place_at
from training.checks.views.check_views import CheckView
from training.checks.views.confirmations.confirmation_lines import confirmation_state
from training.checks.views.evidence.picture_of import picture_named
from training.checks.views.load_check import LoadedCheck, call_of, load_check, load_running_check
from training.errors import Next, NotNow, NotRight
from training.notice.notes import read_reason
from training.records.checks.calls import MismatchResolution, SpotCall
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Explanation:
    """Why a trainee's data differ, and the picture of the check that was taken or chosen to prove it."""

    reason: str
    evidence_id: UUID


class NoMismatch(NotNow):
    """This trainee has no mismatch that waits for an explanation."""

    leads_to = (Next.ROSTER, Next.PROGRESS)

    def __init__(self, position: int):
        super().__init__(f"{position} 号没有待说明的不一致，请核对序号。")


class NotToBeExplained(NotRight):
    """No picture makes up for a trainee who was not there, or whom somebody of the school answered for.

    A correction does not make it so either: what was recorded once of this trainee in this check holds.
    """

    leads_to = (Next.ROSTER, Next.PROGRESS)

    def __init__(self, position: int, outcome: CallOutcome):
        super().__init__(
            f"{position} 号记过“{outcome}”，不能用照片说明；记错的更正要写明原因，并列入结论的“请核对”。"
        )


class NotOfThisTrainee(NotRight):
    """A picture proves one trainee's data once, and a panorama nobody's."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, why: str):
        super().__init__(f"{why}，不能说明这名学员的不一致；请另发一张这名学员的证件或本人照片。")


def resolve_mismatch(
    session: Session, staff: Staff, check_id: UUID, position: int, told: Explanation, *, now: datetime
) -> CheckView:
    """Ask a second person to accept the explanation; told again while it waits, nothing is added.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, AlreadyReplaced, NoMismatch,
    NotToBeExplained, NotOfThisTrainee, ReasonMissing or TextTooLong.
    """
    loaded = load_running_check(session, staff, check_id, CheckMethod.PHONE, now=now)
    call = _mismatch(loaded, position)
    if _waits(loaded, call, now):
        return finish_act(session, staff, loaded)
    evidence = picture_named(session, loaded.check, told.evidence_id)
    _refuse_unfit(session, loaded, evidence)
    wanted = Wanted(
        Purpose.EXPLAIN,
        read_reason(told.reason, "说明不一致"),
        f"检查 {loaded.check.number} 的 {position} 号不一致说明",
        call_id=call.id,
        evidence_id=evidence.id,
    )
    ask_for_confirmation(session, staff, loaded.check, wanted, now=now)
    return finish_act(session, staff, load_check(session, loaded.check, now))


def _mismatch(loaded: LoadedCheck, position: int) -> SpotCall:
    place = place_at(loaded, position)
    if loaded.standing(place) is not Standing.MISMATCHED:
        raise NoMismatch(position)
    for each in (*loaded.calls[place.id], *loaded.corrected.get(place.id, ())):
        if not may_be_explained(each.outcome):
            raise NotToBeExplained(position, each.outcome)
    return next(each for each in reversed(loaded.calls[place.id]) if _proves_mismatch(each))


def _proves_mismatch(call: SpotCall) -> bool:
    return call_result(call_of(call)) is CallResult.MISMATCH


def _waits(loaded: LoadedCheck, call: SpotCall, now: datetime) -> bool:
    asked = [each for each in loaded.confirmations if each.call_id == call.id]
    return any(confirmation_state(each, loaded.check, now) is ConfirmationState.OPEN for each in asked)


def _refuse_unfit(session: Session, loaded: LoadedCheck, evidence: Evidence) -> None:
    if loaded.is_panorama(evidence):
        raise NotOfThisTrainee("这张是教室全景")
    used = select(Confirmation.id).where(Confirmation.evidence_id == evidence.id)
    before = select(MismatchResolution.id).where(MismatchResolution.evidence_id == evidence.id)
    if session.scalar(used) is not None or session.scalar(before) is not None:
        raise NotOfThisTrainee("这张照片已经用过")
