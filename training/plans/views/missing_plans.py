"""Districts whose quarter runs, or begins soon, without an approved plan (R02)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.plans.rules.due import quarters_due
from training.plans.rules.moves import OPEN
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.records.classes.districts import District
from training.records.plans import QuarterPlan

Where = tuple[int, int, int]
"""District, year, quarter."""


@dataclass(frozen=True)
class MissingPlan:
    """`plan` is the version on its way, where there is one."""

    district: District
    quarter: Quarter
    plan: QuarterPlan | None

    @property
    def stands(self) -> str:
        return str(self.plan.state) if self.plan else "还没有写"


def missing_plans(session: Session, districts: Sequence[District], *, now: datetime) -> list[MissingPlan]:
    """By district and quarter; one statement, and one for the rules of each district."""
    today = shanghai_day(now)
    wanted = [
        (each, quarter)
        for each in districts
        for quarter in quarters_due(today, choose_rule_set(session, each.id, today).policy.plan_due_days)
    ]
    if not wanted:
        return []
    plans = _latest(session, {(each.id, quarter.year, quarter.number) for each, quarter in wanted})
    found = [
        MissingPlan(each, quarter, plans.get((each.id, quarter.year, quarter.number)))
        for each, quarter in wanted
    ]
    return [each for each in found if each.plan is None or each.plan.state is not PlanState.APPROVED]


def _latest(session: Session, wanted: Collection[Where]) -> Mapping[Where, QuarterPlan]:
    """The one in force, else the one on its way; what was dropped or amended stands for nothing."""
    named = tuple_(QuarterPlan.district_id, QuarterPlan.year, QuarterPlan.quarter).in_(sorted(wanted))
    rows = select(QuarterPlan).where(named, QuarterPlan.state.in_((*OPEN, PlanState.APPROVED)))
    in_force_last = rows.order_by(QuarterPlan.state == PlanState.APPROVED)
    return {(each.district_id, each.year, each.quarter): each for each in session.scalars(in_force_last)}
