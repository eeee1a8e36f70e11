"""What became of the plans of a quarter: filed, taught and paid, item by item, and what was never planned."""

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
from training.records.claims.claims import C1Claim, ClaimPayment
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ItemUse:
    """An item of a plan in force: what was filed under it, taught (halves) and paid (fen); what is over."""

    plan: QuarterPlan
    item: PlanItem
    filed: Used
    taught_halves: int
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
    paid: Mapping[int, int]


def use_of_quarter(session: Session, staff: Staff, quarter: Quarter, *, now: datetime) -> QuarterUse:
    """As far as this person sees it; as many statements for a hundred classes as for one."""
    classes = _classes(session, staff, quarter)
    planned = planned_of(session, classes)
    numbers = _Numbers(
        enrolled_in(session, classes, now=now),
        held_halves_of(session, classes, now=now),
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
    return ItemUse(
        plan, item, filed, _sum(numbers.taught, own), tuple(plan_findings(planned_item(item), filed))
    )


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


def _paid_of(session: Session, classes: Sequence[TrainingClass]) -> Counter[int]:
    """拨付, in fen by class; so far only claims are paid for."""
    rows = (
        select(Enrolment.class_id, func.sum(ClaimPayment.amount_fen))
        .join(C1Claim, C1Claim.id == ClaimPayment.claim_id)
        .join(Enrolment, Enrolment.id == C1Claim.enrolment_id)
        .where(Enrolment.class_id.in_([each.id for each in classes]))
        .group_by(Enrolment.class_id)
    )
    return Counter({class_id: int(total) for class_id, total in session.execute(rows)})
