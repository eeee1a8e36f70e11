"""Which lines may go on towards the money: nothing that they rest upon has changed since (R19)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.claims.views.find_claim import claims_with_class
from training.eligibility.rules.claims import not_overridden
from training.eligibility.rules.line_acts import CLAIM_AT
from training.eligibility.rules.reasons import Reason, news
from training.eligibility.views.changed_by_list import changed_by_list
from training.eligibility.views.claims_to_grant import ProposedClaim, propose_claims
from training.eligibility.views.grounds import list_still_fits
from training.eligibility.views.proposals import ClassProposal, propose_classes
from training.records.claims.claims import C1Claim
from training.records.classes.classes import TrainingClass
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine

CHANGED, LOOK_IS_DUE = "申领的审核有变化。", "申领被抽中复查，等市本级确认或发回。"


def lines_that_hold(session: Session, keys: Collection[int], *, now: datetime) -> set[int]:
    """Of these lines those of which all of this is so; asked before every act that leads to the money.

    The judgement is in force; the class's verdict counts and says 合格; the list that counts fits today's
    hours and says of the person what the version said by which it was judged; and nothing speaks against
    the person today that did not when it was judged. Of a line of C1 the claim is approved as it was when
    the meeting granted it, and stands where the line does; what spoke against it when it was carried over
    two have overridden.
    """
    lines = _lines(session, keys)
    judged = [(each, each.judgement) for each in lines if each.judgement is not None]
    classes = list({own.class_id: own.training_class for _, own in judged}.values())
    today = propose_classes(session, classes, now=now)
    fitting = {key for key, each in today.items() if _fits(session, each, now)}
    against = {each.person.enrolment_id: each.reasons for own in today.values() for each in own.people}
    changed = changed_by_list(session, judged, today)
    holding = {
        each.id
        for each, own in judged
        if own.class_id in fitting and each.id not in changed and _holds(each, own, against)
    }
    against_c1 = against_claims(session, [each for each in lines if each.claim_id is not None])
    return holding | {key for key, each in against_c1.items() if not each}


def against_claims(session: Session, lines: Sequence[SubsidyLine]) -> dict[int, tuple[str, ...]]:
    """Of lines of C1, by key: why each goes no further, in words for the office; nothing where it holds."""
    if not lines:
        return {}
    rows = claims_with_class().where(C1Claim.id.in_([each.claim_id for each in lines]))
    today = {each.claim.id: each for each in propose_claims(session, session.scalars(rows).all())}
    return {each.id: _c1_against(each, today[each.claim_id or 0]) for each in lines}


def _c1_against(line: SubsidyLine, today: ProposedClaim) -> tuple[str, ...]:
    """What was found when it was carried over speaks against it until two have overridden it."""
    claim = today.claim
    is_same = claim.approved_at == line.claim_approved_at and claim.state is CLAIM_AT.get(line.state)
    if line.live_enrolment_id is None or not is_same:
        return (CHANGED,)
    if claim.look_is_due:
        return (LOOK_IS_DUE,)
    against = not_overridden(today.reasons, line.reasons) if line.override_reason else today.reasons
    return tuple(f"{each.exclusion.value}：{each.office}" for each in against)


def _lines(session: Session, keys: Collection[int]) -> Sequence[SubsidyLine]:
    whole = joinedload(SubsidyLine.judgement).joinedload(SubsidyJudgement.training_class)
    loaded = whole.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.rule_set))
    return session.scalars(select(SubsidyLine).where(SubsidyLine.id.in_(keys)).options(loaded)).all()


def _fits(session: Session, today: ClassProposal, now: datetime) -> bool:
    ground = today.ground
    if not ground.is_qualified or ground.listed is None:
        return False
    return list_still_fits(session, ground.listed, today.training_class, now=now)


def _holds(line: SubsidyLine, judged: SubsidyJudgement, against: Mapping[int, tuple[Reason, ...]]) -> bool:
    if line.live_enrolment_id is None or judged.in_force_at is None:
        return False
    if line.enrolment_id not in against:
        return False
    return not news(against[line.enrolment_id], line.reasons)
