"""The pictures of a spot check, for those who may see the check."""

from uuid import UUID

from flask import Blueprint, Response, make_response

from training.checks.views.evidence.see_evidence import see_evidence
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.web.house import house
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("evidence", __name__, url_prefix="/desk/evidence")


@blueprint.get("/<uuid:evidence_id>")
@staff_required(Permission.SEE_CHECKS)
def picture(staff: Staff, evidence_id: UUID) -> Response:
    """The copy without EXIF; the bytes as they came stay in the store."""
    with house().database.reading() as rows:
        served = see_evidence(rows, staff, evidence_id)
    # The store may be slow: no database connection waits for it.
    answer = make_response(house().files.get(served.key))
    answer.content_type = served.media_type
    answer.headers["Content-Disposition"] = "inline"
    return answer
