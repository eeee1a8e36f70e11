"""A second person agrees that people are paid for against what was found, or sends it back (R19)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.acts.tell_applied_meanwhile import tell_applied_meanwhile
from training.eligibility.acts.tell_sent_back import tell_sent_back
from training.eligibility.rules.judging import (
    JudgementMoved,
    NothingForSecond,
    OnlyTheDistrictJudges,
    SeenOtherwise,
)
from training.eligibility.rules.line_acts import LAPSED_BECAUSE
from training.eligibility.terms import LineAct, LineState
from training.eligibility.views.grounds import list_still_fits
from training.eligibility.views.hold_line import hold_lines
from training.eligibility.views.judgements import (
    Judged,
    check_no_objection,
    find_class_of_lines,
    judged_of,
)
from training.eligibility.views.proposals import propose_class
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.records.subsidies.lines import JudgementSecond, SubsidyJudgement, SubsidyLine
from training.results.acts.hold_result import hold_result
from training.results.acts.second_verdict import SecondOpinion

APPLIED_MEANWHILE = "第二人签字前已经申请拨付，仍按原来的核定"


def second_judgement(
    session: Session, staff: Staff, class_id: UUID, opinion: SecondOpinion, *, now: datetime
) -> SubsidyJudgement:
    """Record it; agreed to, it counts from now on and what it replaces lapses; sent back, its own lines do,
    what was judged before goes on as it was, and the district hears of it.

    `seen` is the fingerprint of the judgement.
    Raises NotFound, OnlyTheDistrictJudges, NothingForSecond, SameHand, SeenOtherwise, JudgementMoved,
    ObjectionAwaited, ReasonMissing or TextTooLong.
    """
    own = find_class_of_lines(session, staff, class_id)
    if not may(staff.role, Permission.JUDGE_LINES):
        raise OnlyTheDistrictJudges
    hold_result(session, own)
    judged = judged_of(session, own)
    waiting, proposed, replaced = judged.waiting, judged.of_waiting, judged.replaced
    if waiting is None:
        raise NothingForSecond
    check_other_hand(session, Signature(waiting.signed_by_id, waiting.signed_at), staff, now=now)
    if opinion.seen not in ("", waiting.fingerprint):
        raise SeenOtherwise
    note = opinion.read_note
    if opinion.is_agreed:
        _check_it_holds(session, waiting, now)
        check_no_objection(replaced)
        waiting.in_force_at = now
    by = {"signed_by_id": staff.id, "signed_by": staff.name, "signed_at": now}
    waiting.second = JudgementSecond(is_agreed=opinion.is_agreed, note=note, **by)
    session.flush()
    if opinion.is_agreed:
        late = _replace(session, judged, replaced, Deed(LineAct.LAPSE, staff, now, LAPSED_BECAUSE))
        unpaid = sum(each.amount_fen is None for each in late)
        tell_applied_meanwhile(session, waiting, unpaid, now=now)
    else:
        own_lines = hold_lines(session, [each.id for each in proposed])
        act_on_lines(session, own_lines, Deed(LineAct.LAPSE, staff, now, note))
        tell_sent_back(session, waiting, staff, now=now)
    return waiting


def _replace(
    session: Session, judged: Judged, replaced: Sequence[SubsidyLine], deed: Deed
) -> list[SubsidyLine]:
    """What was decided before gives way; for whom money was applied for meanwhile keeps that line, and what
    was decided of them now, which is given back, ends.
    """
    at_money = {each.enrolment_id for each in judged.kept}
    act_on_lines(session, hold_lines(session, [each.id for each in replaced]), deed)
    held = hold_lines(session, [each.id for each in judged.proposed])
    late = [each for each in held if each.enrolment_id in at_money]
    act_on_lines(session, late, replace(deed, reason=APPLIED_MEANWHILE))
    for each in held:
        if each.state is not LineState.LAPSED:
            each.live_enrolment_id = each.enrolment_id
    session.flush()
    return late


def _check_it_holds(session: Session, waiting: SubsidyJudgement, now: datetime) -> None:
    """Nobody agrees to what is no longer so."""
    own = waiting.training_class
    proposal = propose_class(session, own, now=now)
    listed = proposal.ground.listed
    is_same = proposal.fingerprint == waiting.fingerprint
    if not is_same or listed is None or not list_still_fits(session, listed, own, now=now):
        raise JudgementMoved
