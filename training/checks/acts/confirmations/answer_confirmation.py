"""The second person agrees, and then it is so; or does not, and says why (R37, R40)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.acts.record_voiding import record_voiding
from training.checks.rules.confirmations import ConfirmationState
from training.checks.terms import CheckLevel, Purpose
from training.checks.views.calls.mismatch_at import NoMismatch, mismatch_at
from training.checks.views.check_views import CheckView
from training.checks.views.confirmations.confirmation_lines import confirmation_state, is_second_person
from training.checks.views.confirmations.find_confirmation import find_confirmation
from training.checks.views.evidence.refuse_explanation import refuse_explanation
from training.checks.views.find_check import hold_visible_check, level_of
from training.checks.views.load_check import LoadedCheck, load_check
from training.checks.views.refuse_void import refuse_void
from training.deputies.views.hands import Signature, check_other_hand
from training.errors import Next, NotNow, NotYours
from training.notice.clock import SHANGHAI
from training.notice.notes import read_note, read_reason
from training.records.checks.calls import MismatchResolution
from training.records.checks.confirmations import Confirmation, ConfirmationAnswer
from training.records.checks.spot_checks import CheckVoiding, SpotCheck
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class SecondOpinion:
    """What the second person says; whoever does not agree says why."""

    is_confirmed: bool
    note: str = ""


class NotTheSecondPerson(NotYours):
    """Whoever asked does not confirm, and what the city asks only the city confirms."""

    leads_to = (Next.DUE,)

    def __init__(self, asked_at: CheckLevel):
        who = (
            "市本级的另一名人员" if asked_at is CheckLevel.CITY else "本旗县区的另一名督查人员，或市本级人员"
        )
        super().__init__(f"要由{who}确认；提出的人不能自己确认。")


class AlreadyAnswered(NotNow):
    """It is answered, or has lapsed."""

    leads_to = (Next.DUE,)

    def __init__(self, row: Confirmation, state: ConfirmationState):
        by = f"（{row.answer.answered_by} {_when(row.answer.answered_at)}）" if row.answer else ""
        again = "；仍需要的，请重新提出" if state is ConfirmationState.LAPSED else ""
        super().__init__(f"这份{row.purpose}的请求{state}{by}{again}。")


def answer_confirmation(
    session: Session, staff: Staff, confirmation_id: UUID, opinion: SecondOpinion, *, now: datetime
) -> CheckView:
    """Agree or not; the same answer of the same person again changes nothing.

    What was fit to be asked must be fit still. Raises NotFound, NotAnInspector, NotTheSecondPerson, SameHand,
    AlreadyAnswered, AlreadyVoided, OnlyTheCityVoids, AlreadyReplaced, NoMismatch, NotToBeExplained,
    NotOfThisTrainee, ReasonMissing or TextTooLong.
    """
    level_of(staff)
    asked = find_confirmation(session, staff, confirmation_id)
    check = hold_visible_check(session, staff, asked.check.public_id)
    session.refresh(asked, ["answer", "is_replaced"])
    if not is_second_person(asked, staff):
        raise NotTheSecondPerson(asked.level)
    check_other_hand(session, Signature(asked.asked_by_id, asked.asked_at), staff, now=now)
    if not _is_said_again(asked, staff, opinion):
        state = confirmation_state(asked, check, now)
        if asked.purpose is Purpose.VOID and state is ConfirmationState.LAPSED:
            refuse_void(check, asked.level)
        if state is not ConfirmationState.OPEN:
            raise AlreadyAnswered(asked, state)
        asked.answer = _answer(asked, staff, opinion, now)
        session.flush()
        if opinion.is_confirmed:
            return _carry_out(session, staff, asked, check, now)
    return finish_act(session, staff, load_check(session, check, now))


def _is_said_again(asked: Confirmation, staff: Staff, opinion: SecondOpinion) -> bool:
    said = asked.answer
    return said is not None and (said.answered_by_id, said.is_confirmed) == (staff.id, opinion.is_confirmed)


def _answer(asked: Confirmation, staff: Staff, opinion: SecondOpinion, now: datetime) -> ConfirmationAnswer:
    note = read_note(opinion.note) if opinion.is_confirmed else read_reason(opinion.note, "不同意")
    return ConfirmationAnswer(
        confirmation_id=asked.id,
        is_confirmed=opinion.is_confirmed,
        note=note,
        answered_by_id=staff.id,
        answered_by=staff.name,
        answered_at=now,
    )


def _carry_out(
    session: Session, staff: Staff, asked: Confirmation, check: SpotCheck, now: datetime
) -> CheckView:
    if asked.purpose is Purpose.VOID:
        refuse_void(check, asked.level)
        voiding = CheckVoiding(
            reason=asked.reason, voided_by=asked.asked_by, confirmed_by=staff.name, voided_at=now
        )
        return record_voiding(session, check, voiding, staff, now=now)
    _refuse_unfit(session, load_check(session, check, now), asked)
    session.add(_resolution(asked, staff, now))
    session.flush()
    return finish_act(session, staff, load_check(session, check, now))


def _refuse_unfit(session: Session, loaded: LoadedCheck, asked: Confirmation) -> None:
    """The call may have been corrected since it was asked about, and the picture marked."""
    call, evidence = asked.call, asked.evidence
    if call is None or evidence is None:
        raise ValueError(f"{asked.public_id} explains nothing")
    (position,) = [each.position for each in loaded.places if each.id == call.drawn_id]
    if mismatch_at(loaded, position).id != call.id:
        raise NoMismatch(position)
    refuse_explanation(session, loaded, evidence, asked)


def _resolution(asked: Confirmation, staff: Staff, now: datetime) -> MismatchResolution:
    return MismatchResolution(
        call_id=asked.call_id,
        evidence_id=asked.evidence_id,
        reason=asked.reason,
        resolved_by=asked.asked_by,
        confirmed_by=staff.name,
        resolved_at=now,
    )


def _when(moment: datetime) -> str:
    return f"{moment.astimezone(SHANGHAI):%m月%d日 %H:%M}"
