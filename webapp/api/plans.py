"""For programs of staff: the plans of a quarter, within what the member of staff may see (R02, R03)."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.plans.rules.quarters import Quarter
from training.plans.views.see_plans import list_plans
from training.plans.views.use_of_plans import ItemUse, use_of_quarter
from training.records.plans import PlanItem, QuarterPlan
from training.records.staff.staff import Staff
from webapp.api.classes import STAFF
from webapp.api.plan_schemas import PlanList, QuarterWanted
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint("plans_api", __name__, url_prefix="/api/v1", description="工作人员：季度计划")
TOLD = ("line", "trade", "level", "kind", "is_new_occupation", "industry", "classes", "people", "fund")


@blueprint.get("/plans")
@blueprint.doc(**STAFF)
@blueprint.arguments(QuarterWanted, location="query")
@blueprint.response(200, PlanList)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="不在您的范围。")
@staff_token
def plans(wanted: dict[str, int], session: Session, staff: Staff) -> dict[str, Any]:
    """一个季度的各版计划和计划项，已通过的带备案、上课、合格和拨付，金额以分计"""
    if not may(staff.role, Permission.SEE_PLANS):
        raise NotFound("季度计划")
    quarter = Quarter(wanted["year"], wanted["quarter"])
    uses = {each.item.id: each for each in use_of_quarter(session, staff, quarter, now=now()).items}
    return {"items": [_plan(each, uses) for each in list_plans(session, staff, quarter)]}


def _plan(own: QuarterPlan, uses: Mapping[int, ItemUse]) -> dict[str, Any]:
    return {
        "id": own.public_id,
        "district": own.district.name,
        "year": own.year,
        "quarter": own.quarter,
        "version": own.version,
        "state": own.state,
        "items": [_item(each, uses.get(each.id)) for each in own.items],
    }


def _item(own: PlanItem, use: ItemUse | None) -> dict[str, Any]:
    told = {name: getattr(own, name) for name in TOLD}
    became = _use(use) if use else None
    return told | {"hours": own.halves / 2, "amount_fen": own.amount_fen, "use": became}


def _use(own: ItemUse) -> dict[str, Any]:
    return {
        "classes": own.filed.classes,
        "people": own.filed.people,
        "hours": own.filed.halves / 2,
        "taught_hours": own.taught_halves / 2,
        "qualified": own.qualified,
        "paid_fen": own.paid_fen,
        "over": list(own.over),
    }
