"""One document: taken away as it came, or withdrawn with a reason (R27)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from sqlalchemy.orm import Session

from training.documents.acts.open_attachment import open_attachment
from training.documents.acts.withdraw_attachment import withdraw_attachment
from training.documents.views.attachments import see_attachment
from training.documents.views.owners import may_hand_in
from training.errors import NotFound, Refusal
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.desk.documents.pages.documents import file_line
from webapp.desk.documents.routes.documents import address_of
from webapp.web.downloads import kept_document
from webapp.web.forms import answer_form, refused
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("document_files", __name__, url_prefix="/desk/documents/files/<uuid:attachment_id>")


@blueprint.get("")
@staff_required(Permission.OPEN_DOCUMENTS)
def take_away(staff: Staff, attachment_id: UUID) -> Response:
    """Of a trainee only by the form below, for browsers keep an address and what it says."""
    return _opened(staff, attachment_id, "")


@blueprint.get("/why")
@staff_required(Permission.OPEN_PERSONAL_DOCUMENTS)
def ask_why(staff: Staff, attachment_id: UUID) -> str:
    return _form(staff, attachment_id, "document_why.html")


@blueprint.post("/why")
@staff_required(Permission.OPEN_PERSONAL_DOCUMENTS)
def take_with_reason(staff: Staff, attachment_id: UUID) -> Response:
    try:
        return _opened(staff, attachment_id, request.form.get("reason", ""))
    except Refusal as refusal:
        if isinstance(refusal, NotFound):
            raise
        return refused(refusal, partial(_form, staff, attachment_id, "document_why.html"))


@blueprint.get("/withdraw")
@staff_required(Permission.HAND_IN_DOCUMENTS)
def ask_withdraw(staff: Staff, attachment_id: UUID) -> str:
    return _form(staff, attachment_id, "document_withdraw.html")


@blueprint.post("/withdraw")
@staff_required(Permission.HAND_IN_DOCUMENTS)
def withdraw(staff: Staff, attachment_id: UUID) -> Response:
    with house().database.reading() as rows:
        owner = see_attachment(rows, staff, attachment_id)[1]

    def act(rows: Session, digest: str) -> None:
        withdraw_attachment(rows, staff, attachment_id, request.form.get("reason", ""), now=now())

    page = partial(_form, staff, attachment_id, "document_withdraw.html")
    return answer_form(staff, act, address_of(owner.kind, owner.address), page)


def _opened(staff: Staff, attachment_id: UUID, reason: str) -> Response:
    with house().database.writing() as rows:
        kept = open_attachment(rows, staff, attachment_id, reason, now=now())
    return kept_document(house().papers.get(kept.store_key), kept.name)


def _form(staff: Staff, attachment_id: UUID, template: str, error: str = "") -> str:
    with house().database.reading() as rows:
        own, owner = see_attachment(rows, staff, attachment_id)
        if template == "document_withdraw.html" and not may_hand_in(rows, staff, owner):
            raise NotFound("这份材料")
        line = file_line(staff, own, "", now())
    back = address_of(owner.kind, owner.address)
    return render_template(template, owner=owner, line=line, back=back, typed=request.form, error=error)
