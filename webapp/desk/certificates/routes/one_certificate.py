"""/desk/certificates/…: one certificate, its paper, who got it, and how it is voided (R08, R17)."""

from base64 import b64decode
from binascii import Error
from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.certificates.acts.ask_voiding import VoidingDraft, ask_voiding
from training.certificates.acts.decide_voiding import Decided, decide_voiding
from training.certificates.acts.hand_over import Shown, hand_over
from training.certificates.rules.handovers import Handover
from training.certificates.terms import CertificateState, HandoverProof
from training.certificates.views.find_certificate import (
    find_certificate,
    find_handover,
    open_voiding,
    state_of,
)
from training.errors import NotRight, Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.certificates.pages.certificates import certificate_row, steps_of
from webapp.desk.certificates.pages.papers import address_of, issuer, papers_of, pdf_of
from webapp.verify.pages.codes import RecordCode
from webapp.web.downloads import kept_file
from webapp.web.errors import status_of
from webapp.web.forms import Act, answer_form, is_approved, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("one_certificate", __name__, url_prefix="/desk/certificates")
SIGNATURE = "data:image/png;base64,"


class NoDay(NotRight):
    """A day was to be chosen and none was."""

    def __init__(self) -> None:
        super().__init__("请选领取日期。")


@blueprint.get("/<uuid:certificate_id>")
@staff_required(Permission.SEE_CERTIFICATES)
def show(staff: Staff, certificate_id: UUID) -> str:
    return _show(staff, certificate_id)


@blueprint.get("/<uuid:certificate_id>/certificate.pdf")
@staff_required(Permission.PRINT_CERTIFICATES)
def paper(staff: Staff, certificate_id: UUID) -> Response:
    with house().database.reading() as rows:
        own = find_certificate(rows, staff, certificate_id, Permission.PRINT_CERTIFICATES)
        papers, name = papers_of([own]), f"{own.number} 培训合格证书"
    try:
        return pdf_of(papers, name)
    except Refusal as refusal:
        return make_response(_show(staff, certificate_id, str(refusal)), status_of(refusal))


@blueprint.post("/<uuid:certificate_id>/handover")
@staff_required(Permission.HAND_OVER_CERTIFICATES)
def hand_over_paper(staff: Staff, certificate_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        said = Handover(
            _day(),
            request.form.get("who", "self") == "self",
            request.form.get("receiver", ""),
            request.form.get("relation", ""),
            request.form.get("reason", ""),
        )
        hand_over(rows, staff, certificate_id, said, _shown(), now=now())

    return _answer(staff, certificate_id, act)


@blueprint.post("/<uuid:certificate_id>/void")
@staff_required(Permission.ISSUE_CERTIFICATES)
def void(staff: Staff, certificate_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        draft = VoidingDraft(request.form.get("reason", ""), request.form.get("again") == "yes")
        ask_voiding(rows, staff, certificate_id, draft, now=now())

    return _answer(staff, certificate_id, act)


@blueprint.post("/<uuid:certificate_id>/voiding")
@staff_required(Permission.ISSUE_CERTIFICATES)
def decide(staff: Staff, certificate_id: UUID) -> Response:
    said = Decided(is_approved(), request.form.get("note", ""))

    def act(rows: Session, _: str) -> None:
        decide_voiding(rows, staff, certificate_id, said, issuer(), now=now())

    return _answer(staff, certificate_id, act)


@blueprint.get("/handovers/<uuid:handover_id>/picture")
@staff_required(Permission.PRINT_CERTIFICATES)
def picture(staff: Staff, handover_id: UUID) -> Response:
    with house().database.reading() as rows:
        own = find_handover(rows, staff, handover_id)
        return kept_file(own.jpeg, "image/jpeg", "领取凭证")


def _answer(staff: Staff, certificate_id: UUID, act: Act) -> Response:
    address = url_for(".show", certificate_id=certificate_id)
    return answer_form(staff, act, address, partial(_show, staff, certificate_id))


def _show(staff: Staff, certificate_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_certificate(rows, staff, certificate_id)
        asked = open_voiding(own)
        return render_template(
            "certificate_desk.html",
            own=own,
            row=certificate_row(own, staff, at),
            name=name_for(staff, own.name),
            is_void=state_of(own) is CertificateState.VOID,
            steps=steps_of(own, staff, at),
            asked=asked,
            is_own=asked is not None and asked.asked_by_id == staff.id,
            seen=len(own.handovers),
            today=shanghai_day(at),
            code=RecordCode(address_of(own.token)),
            typed=request.form,
            error=error,
        )


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("handed_on", ""))
    except ValueError:
        raise NoDay from None


def _shown() -> Shown:
    """A signature that was drawn counts before a photo."""
    drawn = request.form.get("signature", "")
    if drawn.startswith(SIGNATURE):
        try:
            return Shown(
                HandoverProof.SIGNATURE, b64decode(drawn[len(SIGNATURE) :], validate=True), seen_on_page()
            )
        except Error:
            abort(400)
    file = request.files.get("photo")
    return Shown(HandoverProof.PHOTO, file.read() if file else b"", seen_on_page())
