"""Which lines may go on towards the money: nothing that they rest upon has changed since (R19)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.eligibility.views.grounds import Ground, grounds_of, list_still_fits
from training.records.classes.classes import TrainingClass
from training.records.subsidies.lines import SubsidyJudgement, SubsidyLine


def lines_that_hold(session: Session, keys: Collection[int], *, now: datetime) -> set[int]:
    """Of these lines those of which all of this is so; asked before every act that leads to the money.

    The judgement is in force and the last of its class; the class's verdict counts and says 合格; the list that
    it was judged by is the one that counts, with the person 合格 on it, and fits today's hours.
    """
    lines = _lines(session, keys)
    classes = list({each.judgement.class_id: each.judgement.training_class for each in lines}.values())
    grounds = grounds_of(session, classes)
    fitting = {each.id for each in classes if _fits(session, grounds[each.id], each, now)}
    return {each.id for each in lines if each.judgement.class_id in fitting and _holds(each, grounds)}


def _lines(session: Session, keys: Collection[int]) -> Sequence[SubsidyLine]:
    whole = joinedload(SubsidyLine.judgement).joinedload(SubsidyJudgement.training_class)
    loaded = whole.options(joinedload(TrainingClass.institution), joinedload(TrainingClass.rule_set))
    return session.scalars(select(SubsidyLine).where(SubsidyLine.id.in_(keys)).options(loaded)).all()


def _fits(session: Session, ground: Ground, own: TrainingClass, now: datetime) -> bool:
    listed = ground.listed
    return ground.is_qualified and listed is not None and list_still_fits(session, listed, own, now=now)


def _holds(line: SubsidyLine, grounds: Mapping[int, Ground]) -> bool:
    judged = line.judgement
    ground = grounds[judged.class_id]
    if line.live_enrolment_id is None or judged.in_force_at is None or ground.listed is None:
        return False
    on_list = {each.enrolment_id for each in ground.qualified}
    return judged.list_id == ground.listed.id and line.enrolment_id in on_list
