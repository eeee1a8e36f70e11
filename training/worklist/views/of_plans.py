"""季度计划 that wait: for the city to review, for the district to mend what was returned."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.permissions import Permission, may
from training.plans.rules.due import last_day_for
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.plans.views.missing_plans import MissingPlan, missing_plans
from training.plans.views.see_plans import waiting_plans
from training.records.plans import QuarterPlan
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.queues import Queue


def _to_review(own: QuarterPlan, mark: Mark) -> Work:
    title = f"{own.district.name}{_words(own)}待审查"
    return Work(
        mark, title, f"第 {own.version} 版，{own.begun_by} 写", "去审查", WorkPlace.PLAN, own.public_id
    )


def _to_mend(own: QuarterPlan, mark: Mark) -> Work:
    title = f"{_words(own)}被市级退回"
    return Work(mark, title, f"第 {own.version} 版，改好后再提交", "去修改", WorkPlace.PLAN, own.public_id)


def _words(own: QuarterPlan) -> str:
    return f"{Quarter(own.year, own.quarter).words}计划"


def work_of_plans(session: Session, staff: Staff, *, now: datetime) -> Iterator[Work]:
    """Quarters of the district that run or begin soon, and of which nothing is with the city (R02)."""
    if not may(staff.role, Permission.WRITE_PLANS) or staff.district is None:
        return
    for each in missing_plans(session, [staff.district], now=now):
        if each.plan is None or each.plan.state is PlanState.DRAFT:
            yield _to_write(each)


def _to_write(own: MissingPlan) -> Work:
    mark = Mark(last_day_for(own.quarter), None, WorkKind.TO_PLAN, f"q{own.quarter.key}")
    title, note = f"{own.quarter.words}还没有通过的计划", f"{own.quarter.first} 开始，{own.stands}"
    if own.plan:
        return Work(mark, title, note, "去写完", WorkPlace.PLAN, own.plan.public_id)
    return Work(mark, title, note, "去写", WorkPlace.QUARTER, own.quarter.key)


OF_PLANS = (
    Queue(
        WorkKind.PLAN,
        Permission.DECIDE_PLANS,
        lambda staff, today: waiting_plans(staff, PlanState.SUBMITTED),
        QuarterPlan.id,
        QuarterPlan.moved_at,
        _to_review,
    ),
    Queue(
        WorkKind.PLAN,
        Permission.WRITE_PLANS,
        lambda staff, today: waiting_plans(staff, PlanState.RETURNED),
        QuarterPlan.id,
        QuarterPlan.moved_at,
        _to_mend,
    ),
)
