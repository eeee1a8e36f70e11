"""计划外: classes of a quarter that has a plan in force, and of none of its items (R03)."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from training.classes.rules.kinds import Doubt, DoubtKind
from training.plans.rules.quarters import Quarter
from training.plans.views.plans_in_force import planned_of
from training.records.classes.classes import TrainingClass
from training.records.plans import QuarterPlan


def outside_plans(session: Session, classes: Collection[TrainingClass]) -> dict[int, tuple[Doubt, ...]]:
    """By key; nothing of those that are planned, or whose quarter has no plan yet. Three statements."""
    found = planned_of(session, list(classes))
    return {key: (_doubt(each.plan),) for key, each in found.items() if each.plan and each.item is None}


def _doubt(plan: QuarterPlan) -> Doubt:
    name = Quarter(plan.year, plan.quarter).words
    words = f"这个班不在{name}计划第 {plan.version} 版里；请旗县区归入一项、修订计划，或写明为什么在计划外"
    return Doubt(DoubtKind.OUTSIDE_PLAN, words, "R03")
