"""For programs of staff: verdict and list of a class, within what the member of staff may see (R16, R46)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from training.notice.permissions import Permission, may
from training.records.results import ClassVerdict, QualifiedPerson
from training.records.staff.staff import Staff
from training.results.terms import VerdictState
from training.results.views.find_approved_list import find_approved_list
from training.results.views.see_result import ClassStanding, find_class_of_result, see_lists, see_result
from training.staff.views.name_for import name_for
from webapp.api.classes import STAFF
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.result_schemas import ListedPage, ResultSummary
from webapp.api.schemas import Pages
from webapp.api.tokens import staff_token
from webapp.web.house import now

blueprint = ProblemBlueprint("results_api", __name__, url_prefix="/api/v1", description="工作人员：结业")


@blueprint.get("/classes/<uuid:public_id>/result")
@blueprint.doc(**STAFF)
@blueprint.response(200, ResultSummary)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def result(public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班的评估和名单"""
    own = find_class_of_result(session, staff, public_id)
    stands, lists = see_result(session, own, now=now()), see_lists(session, own, now=now())
    counts, approved = _that_counts(stands), lists.approved
    sees_checks = may(staff.role, Permission.SEE_CHECKS)
    return {
        "state": stands.state,
        "verdict": counts.verdict if counts else None,
        "signed_at": counts.in_force_at if counts else None,
        "proposed": stands.proposal.verdict if sees_checks else None,
        "list_state": lists.state,
        "list_version": approved.version if approved else None,
        "list_sha256": approved.sha256 if approved else None,
    }


@blueprint.get("/classes/<uuid:public_id>/qualified")
@blueprint.doc(**STAFF)
@blueprint.arguments(Pages, location="query")
@blueprint.response(200, ListedPage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def qualified(pages: dict[str, int], public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班已确认的名单，合格和不合格都在，按名册顺序"""
    found = find_approved_list(session, find_class_of_result(session, staff, public_id).id)
    people = found.people if found else []
    first = (pages["page"] - 1) * pages["page_size"]
    shown = people[first : first + pages["page_size"]]
    return {"total": len(people), "items": [_person(staff, each) for each in shown]}


def _that_counts(stands: ClassStanding) -> ClassVerdict | None:
    """The latest that took effect, unless it has to be signed anew."""
    if stands.state is VerdictState.REOPENED:
        return None
    return next((each for each in reversed(stands.verdicts) if each.in_force_at is not None), None)


def _person(staff: Staff, own: QualifiedPerson) -> dict[str, Any]:
    return {
        "enrolment": own.enrolment_public_id,
        "name": name_for(staff, own.enrolment.trainee.name),
        "decision": own.decision,
        "credited_hours": own.credited_halves / 2,
        "needed_hours": own.needed_halves / 2,
    }
