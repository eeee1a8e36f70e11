"""A second person agrees that people are paid for against what was found, or sends it back (R19)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.rules.judging import (
    JudgementMoved,
    NothingForSecond,
    OnlyTheDistrictJudges,
    SeenOtherwise,
)
from training.eligibility.rules.line_acts import BEFORE_MONEY
from training.eligibility.terms import LineAct
from training.eligibility.views.grounds import list_still_fits
from training.eligibility.views.hold_line import hold_lines
from training.eligibility.views.judgements import find_class_of_lines, judged_of
from training.eligibility.views.proposals import propose_class
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.records.subsidies.lines import JudgementSecond, SubsidyJudgement
from training.results.acts.hold_result import hold_result
from training.results.acts.second_verdict import SecondOpinion


def second_judgement(
    session: Session, staff: Staff, class_id: UUID, opinion: SecondOpinion, *, now: datetime
) -> SubsidyJudgement:
    """Record it; agreed to, it counts from now on, sent back its lines lapse and the class is judged anew.

    `seen` is the fingerprint of the judgement.
    Raises NotFound, OnlyTheDistrictJudges, NothingForSecond, SameHand, SeenOtherwise, JudgementMoved,
    ReasonMissing or TextTooLong.
    """
    own = find_class_of_lines(session, staff, class_id)
    if not may(staff.role, Permission.JUDGE_LINES):
        raise OnlyTheDistrictJudges
    hold_result(session, own)
    judged = judged_of(session, own)
    waiting = judged.waiting
    if waiting is None:
        raise NothingForSecond
    check_other_hand(session, Signature(waiting.signed_by_id, waiting.signed_at), staff, now=now)
    if opinion.seen not in ("", waiting.fingerprint):
        raise SeenOtherwise
    note = opinion.read_note
    if opinion.is_agreed:
        _check_it_holds(session, waiting, now)
    waiting.second = JudgementSecond(
        is_agreed=opinion.is_agreed,
        note=note,
        signed_by_id=staff.id,
        signed_by=staff.name,
        signed_at=now,
    )
    if opinion.is_agreed:
        waiting.in_force_at = now
    session.flush()
    if not opinion.is_agreed:
        own_lines = [each.id for each in judged.lines if each.judgement_id == waiting.id]
        held = [each for each in hold_lines(session, own_lines) if each.state in BEFORE_MONEY]
        act_on_lines(session, held, Deed(LineAct.LAPSE, staff, now, note))
    return waiting


def _check_it_holds(session: Session, waiting: SubsidyJudgement, now: datetime) -> None:
    """Nobody agrees to what is no longer so."""
    own = waiting.training_class
    proposal = propose_class(session, own, now=now)
    listed = proposal.ground.listed
    is_same = proposal.fingerprint == waiting.fingerprint
    if not is_same or listed is None or not list_still_fits(session, listed, own, now=now):
        raise JudgementMoved
