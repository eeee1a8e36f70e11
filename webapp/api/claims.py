"""C1 claims: a trainee's own, and for programs of staff the queue with each claim's standing (R09)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from training.claims.views.claim_views import ClaimView
from training.claims.views.find_claim import own_claim
from training.claims.views.lists.list_claims import ClaimLine, claims_waiting_for, list_claims
from training.claims.views.see_claim import for_claimant, see_claim, view_of
from training.records.staff.staff import Staff
from webapp.api.claim_schemas import ClaimQueue, ClaimStanding, OfficeClaim, QueueQuery
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token, trainee_token
from webapp.desk.claims.pages.claim_places import write_place
from webapp.web.house import now

blueprint = ProblemBlueprint(
    "claims_api", __name__, url_prefix="/api/v1", description="C1 补贴申领：进度、审核队列"
)


@blueprint.get("/me/classes/<uuid:enrolment>/claim")
@blueprint.doc(security=[{"trainee": []}])
@blueprint.response(200, ClaimStanding)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，不是您的，或还没有开始申领。")
@trainee_token
def my_claim(enrolment: UUID, session: Session, trainee_id: int) -> dict[str, Any]:
    """我在这个班的申领：状态、由谁办理、缺什么、每张材料"""
    view = view_of(session, own_claim(session, trainee_id, enrolment), now=now())
    return _standing(for_claimant(view))


@blueprint.get("/claims")
@blueprint.doc(security=[{"staff": []}])
@blueprint.arguments(QueueQuery, location="query")
@blueprint.response(200, ClaimQueue)
@blueprint.alt_response(422, description="state 或 after 不对。")
@blueprint.alt_response(401, description="令牌无效。")
@staff_token
def queue(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """申领队列，等得最久的在前；不写 state 为待我办理的"""
    after, state = wanted.get("after"), wanted.get("state")
    if state is None:
        found = claims_waiting_for(session, staff, after, now=now())
    else:
        found = list_claims(session, staff, state, after, now=now())
    return {"items": [_line(each) for each in found.lines], "next": write_place(found.after)}


@blueprint.get("/claims/<uuid:claim>")
@blueprint.doc(security=[{"staff": []}])
@blueprint.response(200, OfficeClaim)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这份申领，或不在您的范围。")
@staff_token
def claim(claim: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一份申领；身份证号和手机号打码，不含照片"""
    view = see_claim(session, staff, claim, now=now())
    return _standing(view) | {
        "name": view.filed.name,
        "id_number": view.filed.id_number,
        "phone": view.filed.phone,
        "class_number": view.filed.class_number,
        "school": view.filed.school,
        "district": view.filed.district,
        "look_is_due": view.look_is_due,
        "has_objection": view.has_objection,
        "filed_at_counter_by": list(view.helpers),
    }


def _line(line: ClaimLine) -> dict[str, Any]:
    return {
        "id": line.public_id,
        "name": line.name,
        "class_name": line.class_name,
        "school": line.school,
        "district": line.district,
        "state": line.state,
        "since": line.since,
        "days": line.days,
        "acts_next": line.acts_next,
    }


def _standing(view: ClaimView) -> dict[str, Any]:
    return {
        "id": view.public_id,
        "state": view.state,
        "since": view.since,
        "acts_next": view.acts_next,
        "reason": view.reason,
        "may_submit": view.is_editable and not view.lacking,
        "may_withdraw": view.may_withdraw,
        "lacking": list(view.lacking),
        "steps": list(view.gates),
        "papers": list(view.papers),
        "events": list(view.events),
    }
