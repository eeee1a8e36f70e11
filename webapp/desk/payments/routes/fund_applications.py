"""Applications by fund, and what was paid of them (R21, R22, R65)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from training.errors import Refusal
from training.notice.permissions import Permission
from training.payments.acts.apply_for_funds import apply_for_funds
from training.payments.acts.ask_undoing import ask_undoing
from training.payments.acts.decide_undoing import Answer, decide_undoing
from training.payments.acts.record_payment import record_payment
from training.payments.acts.take_back_application import take_back_application
from training.records.staff.staff import Staff
from webapp.desk.payments.pages.meeting import read_application, read_payment
from webapp.desk.payments.showing import render_meeting
from webapp.web.forms import Act, answer_form, is_approved, refused, seen_on_page
from webapp.web.house import now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("fund_applications", __name__, url_prefix="/desk/meetings/<uuid:meeting>/applications")


@blueprint.post("")
@staff_required(Permission.APPLY_FOR_PAYMENT)
def apply(staff: Staff, meeting: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        apply_for_funds(rows, staff, meeting, read_application(request.form, seen_on_page()), now=now())

    return _answer(staff, meeting, act)


@blueprint.post("/<uuid:application>/return")
@staff_required(Permission.APPLY_FOR_PAYMENT)
def take_back(staff: Staff, meeting: UUID, application: UUID) -> Response:
    reason = request.form.get("reason", "")

    def act(rows: Session, _: str) -> None:
        take_back_application(rows, staff, (meeting, application), reason, now=now())

    return _answer(staff, meeting, act)


@blueprint.post("/<uuid:application>/payments")
@staff_required(Permission.RECORD_PAYMENTS)
def pay(staff: Staff, meeting: UUID, application: UUID) -> Response:
    try:
        draft = read_payment(request.form)
    except Refusal as refusal:
        return refused(refusal, partial(render_meeting, staff, meeting))

    def act(rows: Session, _: str) -> None:
        record_payment(rows, staff, (meeting, application), draft, now=now())

    return _answer(staff, meeting, act)


@blueprint.post("/payments/<uuid:payment>/undoing")
@staff_required(Permission.RECORD_PAYMENTS)
def ask_to_undo(staff: Staff, meeting: UUID, payment: UUID) -> Response:
    reason = request.form.get("reason", "")

    def act(rows: Session, _: str) -> None:
        ask_undoing(rows, staff, (meeting, payment), reason, now=now())

    return _answer(staff, meeting, act)


@blueprint.post("/payments/<uuid:payment>/undoing/decision")
@staff_required(Permission.RECORD_PAYMENTS)
def decide_to_undo(staff: Staff, meeting: UUID, payment: UUID) -> Response:
    answer = Answer(is_approved(), request.form.get("note", ""), seen_on_page())

    def act(rows: Session, _: str) -> None:
        decide_undoing(rows, staff, (meeting, payment), answer, now=now())

    return _answer(staff, meeting, act)


def _answer(staff: Staff, meeting: UUID, act: Act) -> Response:
    address = url_for("subsidy_meetings.show", meeting=meeting, _anchor="next")
    return answer_form(staff, act, address, partial(render_meeting, staff, meeting))
