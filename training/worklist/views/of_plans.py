"""季度计划 that wait: for the city to review, for the district to mend what was returned."""

from training.notice.permissions import Permission
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanState
from training.plans.views.see_plans import waiting_plans
from training.records.plans import QuarterPlan
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
