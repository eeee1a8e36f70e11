"""What became of the plans of a quarter: filed, taught, qualified, paid; and what was never planned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from training.classes.views.lists.class_numbers import enrolled_in, held_halves_of
from training.classes.views.within import within, within_class
from training.notice.permissions import Permission
from training.plans.rules.covering import Used, plan_findings
from training.plans.rules.quarters import Quarter
from training.plans.views.plans_in_force import Planned, planned_item, planned_of, plans_in_force
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.payments.paid_money import paid_money
from training.records.plans import PlanItem, QuarterPlan
from training.records.results import (
    CLASS_IS_QUALIFIED,
    PERSON_IS_QUALIFIED,
    ClassVerdict,
    QualifiedList,
)
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ItemUse:
    """An item of a plan in force: what was filed under it, taught (halves) and paid (fen, less what came
    back), how many people of it are qualified; what is over."""

    plan: QuarterPlan
    item: PlanItem
    filed: Used
    taught_halves: int
    qualified: int
    over: tuple[str, ...]

    @property
    def paid_fen(self) -> int:
        return self.filed.fen


@dataclass(frozen=True)
class QuarterUse:
    """Of the whole quarter: the items of every plan in force, and the classes that are of none (计划外)
    where there is one."""

    items: tuple[ItemUse, ...]
    outside: tuple[TrainingClass, ...]
    by_class: Mapping[int, Planned]


@dataclass(frozen=True)
class _Numbers:
    people: Mapping[int, int]
    taught: Mapping[int, int]
    qualified: Mapping[int, int]
    paid: Mapping[int, int]


def use_of_quarter(session: Session, staff: Staff, quarter: Quarter, *, now: datetime) -> QuarterUse:
    """As far as this person sees it; as many statements for a hundred classes as for one."""
    classes = _classes(session, staff, quarter)
    planned = planned_of(session, classes)
    numbers = _Numbers(
        enrolled_in(session, classes, now=now),
        held_halves_of(session, classes, now=now),
        _qualified_of(session, classes),
        _paid_of(session, classes),
    )
    under: dict[int, list[TrainingClass]] = defaultdict(list)
    for each in classes:
        if item := planned[each.id].item:
            under[item.id].append(each)
    items = [
        _use(plan, item, under[item.id], numbers)
        for plan in _in_force(session, staff, quarter)
        for item in plan.items
    ]
    outside = tuple(each for each in classes if planned[each.id].plan and planned[each.id].item is None)
    return QuarterUse(tuple(items), outside, planned)


def _use(plan: QuarterPlan, item: PlanItem, own: Sequence[TrainingClass], numbers: _Numbers) -> ItemUse:
    filed = Used(
        len(own),
        _sum(numbers.people, own),
        sum(each.prescribed_halves for each in own),
        _sum(numbers.paid, own),
    )
    taught, qualified = _sum(numbers.taught, own), _sum(numbers.qualified, own)
    return ItemUse(plan, item, filed, taught, qualified, tuple(plan_findings(planned_item(item), filed)))


def _sum(numbers: Mapping[int, int], classes: Iterable[TrainingClass]) -> int:
    return sum(numbers.get(each.id, 0) for each in classes)


def _in_force(session: Session, staff: Staff, quarter: Quarter) -> list[QuarterPlan]:
    mine = within(staff, Permission.SEE_PLANS, district=QuarterPlan.district_id)
    districts = select(QuarterPlan.district_id).where(mine).distinct()
    found = plans_in_force(session, [(key, quarter) for key in session.scalars(districts)])
    return sorted(found.values(), key=lambda each: each.district_id)


def _classes(session: Session, staff: Staff, quarter: Quarter) -> Sequence[TrainingClass]:
    own = select(TrainingClass).where(
        within_class(staff, Permission.SEE_PLANS),
        TrainingClass.starts_on.between(quarter.first, quarter.last),
    )
    loaded = own.options(joinedload(TrainingClass.district), joinedload(TrainingClass.institution))
    return session.scalars(loaded.order_by(TrainingClass.starts_on, TrainingClass.id)).all()


def _qualified_of(session: Session, classes: Sequence[TrainingClass]) -> Counter[int]:
    """合格, people by class: of the list that counts, while the class is 合格 itself (R16, R46)."""
    keys = [each.id for each in classes]
    verdicts = ClassVerdict.class_id.in_(keys), ClassVerdict.in_force_at.is_not(None)
    lists = QualifiedList.class_id.in_(keys), QualifiedList.approved_at.is_not(None)
    last_verdicts = select(func.max(ClassVerdict.id)).where(*verdicts).group_by(ClassVerdict.class_id)
    last_lists = select(func.max(QualifiedList.id)).where(*lists).group_by(QualifiedList.class_id)
    qualified = select(ClassVerdict.class_id).where(ClassVerdict.id.in_(last_verdicts), CLASS_IS_QUALIFIED)
    rows = (
        select(QualifiedList.class_id, func.count())
        .join(QualifiedList.people)
        .where(QualifiedList.id.in_(last_lists), PERSON_IS_QUALIFIED)
        .where(QualifiedList.class_id.in_(qualified))
        .group_by(QualifiedList.class_id)
    )
    return Counter({class_id: count for class_id, count in session.execute(rows)})


def _paid_of(session: Session, classes: Sequence[TrainingClass]) -> Counter[int]:
    """拨付 of every fund and scheme, in fen by class, less what came back: as in 计划资金使用."""
    paid = paid_money()
    rows = (
        select(Enrolment.class_id, func.sum(paid.c.amount_fen))
        .join(Enrolment, Enrolment.id == paid.c.enrolment_id)
        .where(Enrolment.class_id.in_([each.id for each in classes]))
        .group_by(Enrolment.class_id)
    )
    return Counter({class_id: int(total) for class_id, total in session.execute(rows)})
