"""For programs of staff: the certificates of a class, within what the member of staff may see (R08, R17)."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from training.certificates.views.find_certificate import find_class_of_certificates, state_of
from training.certificates.views.list_certificates import certificates_of_class
from training.records.certificates import Certificate
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.api.certificate_schemas import CertificatePage
from webapp.api.classes import STAFF
from webapp.api.problem_blueprint import ProblemBlueprint
from webapp.api.schemas import Pages
from webapp.api.tokens import staff_token

blueprint = ProblemBlueprint("certificates_api", __name__, url_prefix="/api/v1", description="工作人员：证书")


@blueprint.get("/classes/<uuid:public_id>/certificates")
@blueprint.doc(**STAFF)
@blueprint.arguments(Pages, location="query")
@blueprint.response(200, CertificatePage)
@blueprint.alt_response(401, description="令牌无效。")
@blueprint.alt_response(404, description="没有这个班，或不在您的范围。")
@staff_token
def certificates(pages: dict[str, int], public_id: UUID, session: Session, staff: Staff) -> dict[str, Any]:
    """一个班的证书，作废的也在，按编号排列"""
    found = certificates_of_class(session, find_class_of_certificates(session, staff, public_id))
    first = (pages["page"] - 1) * pages["page_size"]
    shown = found[first : first + pages["page_size"]]
    return {"total": len(found), "items": [_certificate(staff, each) for each in shown]}


def _certificate(staff: Staff, own: Certificate) -> dict[str, Any]:
    last = own.handovers[-1] if own.handovers else None
    return {
        "id": own.public_id,
        "number": own.number,
        "name": name_for(staff, own.name),
        "enrolment": own.enrolment.public_id,
        "state": state_of(own),
        "issued_on": own.issued_on,
        "list_sha256": own.issue.list_sha256,
        "handed_on": last.handed_on if last else None,
    }
