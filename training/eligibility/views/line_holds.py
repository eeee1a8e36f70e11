"""Which lines may go on towards the money: nothing that they rest upon has changed since (R19)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.eligibility.rules.reasons import Reason, news
from training.eligibility.views.changed_by_list import changed_by_list
from training.eligibility.views.grounds import list_still_fits
from training.eligibility.views.proposals import ClassProposal, propose_classes
from training.records.classes.classes import TrainingClass
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine


def lines_that_hold(session: Session, keys: Collection[int], *, now: datetime) -> set[int]:
    """Of these lines those of which all of this is so; asked before every act that leads to the money.

    The judgement is in force; the class's verdict counts and says 合格; the list that counts fits today's
    hours and says of the person what the version said by which it was judged; and nothing speaks against
    the person today that did not when it was judged.
    """
    lines = _lines(session, keys)
    classes = list({each.judgement.class_id: each.judgement.training_class for each in lines}.values())
    today = propose_classes(session, classes, now=now)
    fitting = {key for key, each in today.items() if _fits(session, each, now)}
    against = {each.person.enrolment_id: each.reasons for own in today.values() for each in own.people}
    changed = changed_by_list(session, lines, today)
    own = [each for each in lines if each.judgement.class_id in fitting and each.id not in changed]
    return {each.id for each in own if _holds(each, today, against)}


def _lines(session: Session, keys: Collection[int]) -> Sequence[SubsidyLine]:
    whole = joinedload(SubsidyLine.judgement).joinedload(SubsidyJudgement.training_class)
    loaded = whole.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.rule_set))
    return session.scalars(select(SubsidyLine).where(SubsidyLine.id.in_(keys)).options(loaded)).all()


def _fits(session: Session, today: ClassProposal, now: datetime) -> bool:
    ground = today.ground
    if not ground.is_qualified or ground.listed is None:
        return False
    return list_still_fits(session, ground.listed, today.training_class, now=now)


def _holds(
    line: SubsidyLine, today: Mapping[int, ClassProposal], against: Mapping[int, tuple[Reason, ...]]
) -> bool:
    judged = line.judgement
    listed = today[judged.class_id].ground.listed
    if line.live_enrolment_id is None or judged.in_force_at is None or listed is None:
        return False
    if line.enrolment_id not in against:
        return False
    return not news(against[line.enrolment_id], line.reasons)
