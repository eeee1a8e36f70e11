"""补贴核定: the district says of everybody on the approved list whether the person is paid for (R19)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.eligibility.acts.act_on_lines import Deed, act_on_lines
from training.eligibility.acts.tell_of_lines import tell_of_lines
from training.eligibility.acts.write_lines import DecidedLine, write_lines
from training.eligibility.rules.judging import (
    ClaimedByItself,
    JudgedAlready,
    ListDiffers,
    NotToJudge,
    OnlyTheDistrictJudges,
    SecondIsAwaited,
    SeenOtherwise,
    Wish,
    decide,
)
from training.eligibility.rules.line_acts import LAPSED_BECAUSE
from training.eligibility.rules.standards import NoStandard
from training.eligibility.terms import LineAct
from training.eligibility.views.grounds import list_still_fits
from training.eligibility.views.hold_line import hold_lines
from training.eligibility.views.judgements import (
    Judged,
    check_no_objection,
    find_class_of_lines,
    judged_of,
)
from training.eligibility.views.proposals import ClassProposal, propose_class
from training.notice.permissions import Permission, may
from training.notice.terms import ClassKind
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyJudgement
from training.results.acts.hold_result import hold_result


@dataclass(frozen=True)
class JudgementDraft:
    """What is decided otherwise than proposed, by enrolment; `seen` is the fingerprint of what the page
    showed, empty asks for none."""

    wishes: Mapping[UUID, Wish] = field(default_factory=dict)
    seen: str = ""


def judge_class(
    session: Session, staff: Staff, class_id: UUID, draft: JudgementDraft, *, now: datetime
) -> SubsidyJudgement:
    """Sign it; where somebody is paid for against a reason it waits for a second person, else it counts.

    What the class had before lapses where no money was applied for yet, and where a second person is asked
    not before that one agrees; where it was, the line stays and nobody gets a second one. Whoever is next is
    told.
    Raises NotFound, OnlyTheDistrictJudges, ClaimedByItself, NotToJudge, ListDiffers, SecondIsAwaited,
    ObjectionAwaited, SeenOtherwise, ReasonIsHard, NoStandard, JudgedAlready, ReasonMissing or TextTooLong.
    """
    own = find_class_of_lines(session, staff, class_id)
    if not may(staff.role, Permission.JUDGE_LINES):
        raise OnlyTheDistrictJudges
    hold_result(session, own)
    proposal = propose_class(session, own, now=now)
    _check_ground(session, proposal, now)
    judged = judged_of(session, own)
    if judged.waiting is not None:
        raise SecondIsAwaited(judged.waiting.signed_by)
    check_no_objection(judged.before_money)
    if draft.seen not in ("", proposal.fingerprint):
        raise SeenOtherwise
    decided = _decided(proposal, judged, draft.wishes)
    _check_it_is_another(proposal, judged, decided)
    made = _made(proposal, judged, decided)
    made.signed_by_id, made.signed_by, made.signed_at = staff.id, staff.name, now
    made.in_force_at = None if made.needs_second else now
    session.add(made)
    session.flush()
    if not made.needs_second:
        deed = Deed(LineAct.LAPSE, staff, now, LAPSED_BECAUSE)
        act_on_lines(session, hold_lines(session, [each.id for each in judged.before_money]), deed)
    write_lines(session, made, proposal, decided, now=now)
    tell_of_lines(session, made, proposal, judged, now=now)
    return made


def _check_ground(session: Session, proposal: ClassProposal, now: datetime) -> None:
    own, ground = proposal.training_class, proposal.ground
    if own.kind is ClassKind.C1:
        raise ClaimedByItself
    if not ground.is_qualified or ground.listed is None:
        raise NotToJudge
    if not list_still_fits(session, ground.listed, own, now=now):
        raise ListDiffers


def _decided(proposal: ClassProposal, judged: Judged, wishes: Mapping[UUID, Wish]) -> list[DecidedLine]:
    """Raises ReasonIsHard, NoStandard, ReasonMissing or TextTooLong."""
    kept = {each.enrolment_id for each in judged.kept}
    before = {each.enrolment_id for each in judged.before_money}
    decided = [
        DecidedLine(
            each,
            decide(each.name, each.reasons, wishes.get(each.person.enrolment_public_id)),
            replaces=each.person.enrolment_id in before,
        )
        for each in proposal.people
        if each.person.enrolment_id not in kept
    ]
    if isinstance(proposal.price, NoStandard) and any(each.decided.is_eligible for each in decided):
        raise proposal.price
    return decided


def _check_it_is_another(proposal: ClassProposal, judged: Judged, decided: list[DecidedLine]) -> None:
    last = judged.in_force
    if last is None or last.fingerprint != proposal.fingerprint:
        return
    if judged.open_decisions() == {each.line.person.enrolment_id: each.decided for each in decided}:
        raise JudgedAlready(last.signed_by)


def _made(proposal: ClassProposal, judged: Judged, decided: list[DecidedLine]) -> SubsidyJudgement:
    listed = proposal.ground.listed
    if listed is None:
        raise NotToJudge
    return SubsidyJudgement(
        training_class=proposal.training_class,
        ordinal=len(judged.judgements) + 1,
        qualified_list=listed,
        list_sha256=listed.sha256,
        planned_halves=proposal.course.planned_halves,
        delivered_halves=proposal.course.delivered_halves,
        fingerprint=proposal.fingerprint,
        needs_second=any(each.decided.needs_second for each in decided),
    )
