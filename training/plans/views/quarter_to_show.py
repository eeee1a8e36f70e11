"""Which quarter somebody means who asks for the plans: the one of which something is to be done (R02)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.classes.views.choose_rule_set import choose_rule_set
from training.classes.views.within import within
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.plans.rules.due import quarters_due
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.plans.views.see_plans import waiting_plans
from training.records.classes.districts import District
from training.records.plans import QuarterPlan
from training.records.staff.staff import Staff


def first_waiting(session: Session, staff: Staff) -> QuarterPlan | None:
    """What waits longest for this person: submitted for the city, returned for its district."""
    if may(staff.role, Permission.DECIDE_PLANS):
        state = PlanState.SUBMITTED
    elif may(staff.role, Permission.WRITE_PLANS):
        state = PlanState.RETURNED
    else:
        return None
    rows = waiting_plans(staff, state).order_by(QuarterPlan.moved_at, QuarterPlan.id)
    return session.scalars(rows.limit(1)).first()


def quarter_to_show(session: Session, staff: Staff, *, now: datetime) -> Quarter:
    """That of the plan that waits for this person, else as `quarter_due`."""
    waiting = first_waiting(session, staff)
    return Quarter(waiting.year, waiting.quarter) if waiting else quarter_due(session, staff, now=now)


def quarter_due(session: Session, staff: Staff, *, now: datetime) -> Quarter:
    """The next one where it begins soon and lacks a plan, else the one that runs."""
    today = shanghai_day(now)
    rules = choose_rule_set(session, staff.district_id, today)
    due = quarters_due(today, rules.policy.plan_due_days)
    return due[-1] if len(due) > 1 and _lacks(session, staff, due[-1]) else due[0]


def _lacks(session: Session, staff: Staff, quarter: Quarter) -> bool:
    """Some district that this person sees has no plan in force."""
    of_quarter = QuarterPlan.year == quarter.year, QuarterPlan.quarter == quarter.number
    mine = within(staff, Permission.SEE_PLANS, district=QuarterPlan.district_id)
    approved = select(func.count()).where(*of_quarter, mine, QuarterPlan.state == PlanState.APPROVED)
    districts = select(func.count()).where(within(staff, Permission.SEE_PLANS, district=District.id))
    return (session.scalar(approved) or 0) < (session.scalar(districts) or 0)
