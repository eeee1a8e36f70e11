"""For programs of staff: what became of the people of a class, within what the member may see (R14)."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from training.follow_ups.views.list_follow_ups import follow_ups_of_class, state_of
from training.notice.clock import shanghai_day
from training.records.follow_ups.follow_ups import FollowUp
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.api.afterwards.follow_up_schemas import FollowUpPage
from webapp.api.classes import STAFF
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.schemas import Pages
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint(
    "follow_ups_api", __name__, url_prefix="/api/v1", description="工作人员：就业回访"
)


@blueprint.get("/classes/<uuid:public_id>/follow-ups")
@blueprint.doc(**STAFF)
@blueprint.arguments(Pages, location="query")
@blueprint.response(200, FollowUpPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def follow_ups(pages: dict[str, int], public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班的就业回访，先到期的在前，每一步以最后一次回答为准"""
    found, today = follow_ups_of_class(session, staff, public_id), shanghai_day(now())
    first = (pages["page"] - 1) * pages["page_size"]
    shown = found[first : first + pages["page_size"]]
    return {"total": len(found), "items": [_step(staff, each, today) for each in shown]}


def _step(staff: Staff, own: FollowUp, today: date) -> dict[str, Any]:
    last = own.answers[-1] if own.answers else None
    return {
        "id": own.public_id,
        "name": name_for(staff, own.enrolment.trainee.name),
        "enrolment": own.enrolment.public_id,
        "after_days": own.after_days,
        "due_on": own.due_on,
        "state": state_of(own, today),
        "status": last.status if last else None,
        "source": last.source if last else None,
        "asked_on": last.asked_on if last else None,
        "has_proof": last.has_proof if last else False,
    }
