"""作废: a check that counts for nothing, with the reason and a second person's consent (R40)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.confirmations.ask_for_confirmation import Wanted, ask_for_confirmation
from training.checks.acts.finish_act import finish_act
from training.checks.acts.record_voiding import record_voiding
from training.checks.rules.confirmations import ConfirmationState
from training.checks.rules.take_back import Beginning, may_take_back
from training.checks.terms import CheckLevel, Purpose, VoidingKind
from training.checks.views.check_views import CheckView
from training.checks.views.confirmations.confirmation_lines import confirmation_state
from training.checks.views.find_check import hold_visible_check, level_of
from training.checks.views.load_check import LoadedCheck, load_check
from training.checks.views.refuse_void import refuse_void
from training.notice.notes import read_reason
from training.records.checks.spot_checks import CheckVoiding
from training.records.staff.staff import Staff


def void_check(session: Session, staff: Staff, check_id: UUID, reason: str, *, now: datetime) -> CheckView:
    """Ask a second person to void a check; take it back at once where nothing was recorded in it yet.

    Asked again while a request of the same level waits, nothing is added. Raises NotFound, NotAnInspector,
    NotYourCheck, OnlyTheCityVoids, AlreadyVoided, ReasonMissing or TextTooLong.
    """
    check, level = hold_visible_check(session, staff, check_id), level_of(staff)
    refuse_void(check, level)
    said, loaded = read_reason(reason, "作废检查"), load_check(session, check, now)
    if may_take_back(_beginning(staff, loaded), now, loaded.policy):
        voiding = CheckVoiding(kind=VoidingKind.TAKEN_BACK, reason=said, voided_by=staff.name, voided_at=now)
        return record_voiding(session, check, voiding, staff, now=now)
    if not _is_asked(loaded, level, now):
        wanted = Wanted(Purpose.VOID, said, f"作废检查 {check.number}")
        asked = ask_for_confirmation(session, staff, check, wanted, now=now)
        loaded = replace(loaded, confirmations=(*loaded.confirmations, asked))
    return finish_act(session, staff, loaded)


def _beginning(staff: Staff, loaded: LoadedCheck) -> Beginning:
    check = loaded.check
    is_own = check.started_by == staff.name and check.ended_at is None
    return Beginning(check.started_at, is_own, _records(loaded))


def _records(loaded: LoadedCheck) -> int:
    """How much was recorded; who was shown a number has recorded nothing, and is called again anyway."""
    own = sum(map(len, loaded.calls.values())) + len(loaded.counts) + len(loaded.pictures)
    video = loaded.video
    seen = len(video.all_counts) + (video.facts.joined or 0) if video else 0
    told = bool(video and (video.failure or video.statistics))
    return own + len(loaded.withdrawn) + seen + told


def _is_asked(loaded: LoadedCheck, level: CheckLevel, now: datetime) -> bool:
    """By the same level: a district's request lapses with the verdict, and would take the city's with it."""
    asked = [each for each in loaded.confirmations if each.purpose is Purpose.VOID and each.level is level]
    return any(confirmation_state(each, loaded.check, now) is ConfirmationState.OPEN for each in asked)
