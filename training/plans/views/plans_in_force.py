"""The versions in force (已通过), and of which of their items classes are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, selectinload

from training.plans.rules.covering import PlannedClass, PlannedItem, covers
from training.plans.rules.quarters import Quarter, quarter_of
from training.plans.terms import PlanState
from training.records.classes.classes import TrainingClass
from training.records.plans import ClassPlanChoice, PlanItem, QuarterPlan

Where = tuple[int, Quarter]
"""The key of a district, and a quarter."""


@dataclass(frozen=True)
class Planned:
    """Of which item a class is (None: 计划外), and whether somebody said so."""

    plan: QuarterPlan | None
    item: PlanItem | None
    is_chosen: bool


def plans_in_force(session: Session, wanted: Iterable[Where]) -> dict[Where, QuarterPlan]:
    """With their items; at most two statements, none where nothing is wanted."""
    keys = [(district, quarter.year, quarter.number) for district, quarter in set(wanted)]
    if not keys:
        return {}
    named = tuple_(QuarterPlan.district_id, QuarterPlan.year, QuarterPlan.quarter).in_(keys)
    rows = select(QuarterPlan).where(named, QuarterPlan.state == PlanState.APPROVED)
    found = session.scalars(rows.options(selectinload(QuarterPlan.items)))
    return {(each.district_id, Quarter(each.year, each.quarter)): each for each in found}


def planned_of(session: Session, classes: Sequence[TrainingClass]) -> dict[int, Planned]:
    """By key of the class; as many statements for a hundred classes as for one."""
    wanted = {each.id: (each.district_id, quarter_of(each.starts_on)) for each in classes}
    plans, chosen = plans_in_force(session, wanted.values()), _chosen(session, list(wanted))
    return {each.id: _planned(each, plans.get(wanted[each.id]), chosen) for each in classes}


def _planned(own: TrainingClass, plan: QuarterPlan | None, chosen: Mapping[int, UUID | None]) -> Planned:
    items = {each.line: each for each in plan.items} if plan else {}
    if own.id in chosen:
        line = chosen[own.id]
        if line is None or line in items:
            return Planned(plan, items.get(line) if line else None, is_chosen=True)
    fits = covers(
        [planned_item(each) for each in items.values()], PlannedClass(own.trade, own.level, own.kind)
    )
    return Planned(plan, items[fits.line] if fits else None, is_chosen=False)


def planned_item(own: PlanItem) -> PlannedItem:
    return PlannedItem(
        own.line,
        own.ordinal,
        own.trade,
        own.level,
        own.kind,
        own.classes,
        own.people,
        own.halves,
        own.amount_fen,
    )


def _chosen(session: Session, classes: Sequence[int]) -> dict[int, UUID | None]:
    """What was said last of each class."""
    own = ClassPlanChoice.class_id.in_(classes)
    last = select(func.max(ClassPlanChoice.id)).where(own).group_by(ClassPlanChoice.class_id)
    rows = select(ClassPlanChoice.class_id, ClassPlanChoice.line).where(ClassPlanChoice.id.in_(last))
    return {class_id: line for class_id, line in session.execute(rows)}
