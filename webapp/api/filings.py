"""For programs of staff: filings, and what the city and the district said of them (备案复核, R04)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.reviews import FilingReview
from training.records.staff.staff import Staff
from training.reviews.terms import FilingState
from training.reviews.views.filing_state import filing_states
from training.reviews.views.list_filings import list_filings, reviews_of
from webapp.api.classes import STAFF
from webapp.api.filing_schemas import FilingPage, FilingsWanted
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.tokens import staff_token

blueprint = ProblemBlueprint("filings_api", __name__, url_prefix="/api/v1", description="工作人员：备案复核")


@blueprint.get("/filings")
@blueprint.doc(**STAFF)
@blueprint.arguments(FilingsWanted, location="query")
@blueprint.response(200, FilingPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="不在您的范围。")
@staff_token
def filings(wanted: dict[str, Any], session: Session, staff: Staff) -> dict[str, Any]:
    """备案和复核的经过，先备案的在前"""
    if not may(staff.role, Permission.SEE_FILINGS):
        raise NotFound("备案复核")
    page = list_filings(session, staff, wanted.get("state"), wanted["after"])
    keys = [each.id for each in page.rows]
    states, said = filing_states(session, keys), reviews_of(session, keys)
    items = [_filing(each, states[each.id], said.get(each.id, ())) for each in page.rows]
    return {"total": page.total, "items": items, "next": page.older}


def _filing(own: TrainingClass, state: FilingState, said: Sequence[FilingReview]) -> dict[str, Any]:
    return {
        "class_id": own.public_id,
        "class_number": own.class_number,
        "name": own.name,
        "institution": own.institution.name,
        "district": own.district.name,
        "kind": own.kind,
        "prescribed_hours": own.prescribed_halves / 2,
        "is_key_group": own.is_key_group,
        "filed_on": own.filed_on,
        "filed_by": own.filed_by,
        "state": state,
        "reviews": list(map(_review, said)),
    }


def _review(own: FilingReview) -> dict[str, Any]:
    reply = own.reply
    return {
        "verdict": own.verdict,
        "opinion": own.opinion,
        "prescribed_hours": own.prescribed_halves / 2,
        "is_key_group": own.is_key_group,
        "reviewed_by": own.reviewed_by,
        "reviewed_at": own.reviewed_at,
        "reply": reply.text if reply else None,
        "replied_by": reply.replied_by if reply else None,
        "replied_at": reply.replied_at if reply else None,
    }
