"""A trainee's own certificate of a class: its number, paper, and whether it is in hand (R17, R29)."""

from uuid import UUID

from flask import Blueprint, Response, abort, render_template, url_for
from sqlalchemy.orm import Session

from training.certificates.rules.papers import chinese_day
from training.certificates.sheets.certificate_pdf import write_certificates
from training.certificates.sheets.faces import find_face
from training.certificates.views.list_certificates import own_certificates
from training.certificates.views.paper_of import paper_of
from training.notice.class_hours import hours
from training.records.certificates import Certificate
from webapp.verify.pages.codes import RecordCode
from webapp.web.auth import trainee_required
from webapp.web.downloads import kept_file
from webapp.web.house import house

blueprint = Blueprint("own_certificates", __name__, url_prefix="/classes/<uuid:enrolment>")


@blueprint.get("/certificate")
@trainee_required
def show(trainee_id: int, enrolment: UUID) -> str:
    with house().database.reading() as rows:
        own, *before = _found(rows, trainee_id, enrolment)
        return render_template(
            "own_certificate.html",
            own=own,
            enrolment=enrolment,
            before=[each.number for each in before],
            is_void=own.live_enrolment_id is None,
            hours=hours(own.halves),
            issued=chinese_day(own.issued_on),
            handed=own.handovers[-1] if own.handovers else None,
            code=RecordCode(_address(own)),
        )


@blueprint.get("/certificate.pdf")
@trainee_required
def paper(trainee_id: int, enrolment: UUID) -> Response:
    with house().database.reading() as rows:
        own, *_ = _found(rows, trainee_id, enrolment)
        printed, number = paper_of(own, _address(own)), own.number
    face = find_face(house().settings.certificate_font)
    return kept_file(write_certificates([printed], face), "application/pdf", f"{number} 培训合格证书")


def _found(rows: Session, trainee_id: int, enrolment: UUID) -> list[Certificate]:
    """The newest first; not found where there is none."""
    return list(own_certificates(rows, trainee_id, enrolment)) or abort(404)


def _address(own: Certificate) -> str:
    path = url_for("certificate_verification.by_code", token=own.token)
    return f"{house().settings.public_url.rstrip('/')}{path}"
