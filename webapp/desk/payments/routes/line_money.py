"""One person's subsidy: objections to it, and money that is demanded back (R21, R22)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, request, url_for
from sqlalchemy.orm import Session

from training.notice.money import read_fen
from training.notice.permissions import Permission
from training.payments.acts.carried.override_line import override_line
from training.payments.acts.carried.second_override import second_override
from training.payments.acts.demand_recovery import demand_recovery
from training.payments.acts.object_to_line import Reported, object_to_line
from training.payments.acts.record_receipt import ReceiptDraft, record_receipt
from training.payments.acts.settle_found_line import settle_found_line
from training.payments.acts.settle_objection import Finding, settle_objection
from training.payments.acts.undo_receipt import undo_receipt
from training.payments.acts.withdraw_line import withdraw_line
from training.payments.acts.withdraw_recovery import withdraw_recovery
from training.payments.rules.refusals import SeenOtherwise
from training.payments.views.see_line import see_line
from training.records.staff.staff import Staff
from training.results.acts.second_verdict import SecondOpinion
from webapp.desk.payments.pages.meeting import read_key
from webapp.desk.payments.showing import render_line
from webapp.desk.subsidies.pages.publicity import read_day
from webapp.web.forms import Act, answer_form, is_approved, seen_on_page
from webapp.web.house import now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("line_money", __name__, url_prefix="/desk/meetings/lines/<uuid:line>")


@blueprint.get("")
@staff_required(Permission.SEE_PUBLICITIES)
def show(staff: Staff, line: UUID) -> str:
    return render_line(staff, line)


@blueprint.post("/objection")
@staff_required(Permission.HANDLE_OBJECTIONS)
def object_to(staff: Staff, line: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        written = request.form.get("received_on", "").strip()
        received_on = read_day(request.form, "received_on", "收到日期") if written else None
        object_to_line(rows, staff, line, Reported(_reason(), received_on), now=now())

    return _answer(staff, line, act)


@blueprint.post("/objection/settled")
@staff_required(Permission.HANDLE_OBJECTIONS)
def settle(staff: Staff, line: UUID) -> Response:
    finding = Finding(is_approved(), _reason())
    place = (line, read_key(request.form.get("objection", "")))
    return _answer(staff, line, lambda rows, _: settle_objection(rows, staff, place, finding, now=now()))


@blueprint.post("/overridden")
@staff_required(Permission.JUDGE_LINES)
def override(staff: Staff, line: UUID) -> Response:
    return _answer(staff, line, lambda rows, _: override_line(rows, staff, line, _reason(), now=now()))


@blueprint.post("/overridden/second")
@staff_required(Permission.JUDGE_LINES)
def second(staff: Staff, line: UUID) -> Response:
    opinion = SecondOpinion(is_approved(), request.form.get("note", ""))
    return _answer(staff, line, lambda rows, _: second_override(rows, staff, line, opinion, now=now()))


@blueprint.post("/withdrawn")
@staff_required(Permission.APPLY_FOR_PAYMENT)
def withdraw(staff: Staff, line: UUID) -> Response:
    return _answer(staff, line, lambda rows, _: withdraw_line(rows, staff, line, _reason(), now=now()))


@blueprint.post("/recoveries")
@staff_required(Permission.RECORD_PAYMENTS)
def demand(staff: Staff, line: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        amount = read_fen(request.form.get("amount", ""))
        demand_recovery(rows, staff, line, (amount, _reason()), now=now())

    return _answer(staff, line, act)


@blueprint.post("/recoveries/<uuid:recovery>")
@staff_required(Permission.RECORD_PAYMENTS)
def receive(staff: Staff, line: UUID, recovery: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        received_on = read_day(request.form, "received_on", "到账日期")
        written = request.form.get("amount", "").strip()
        amount = read_fen(written) if written else None
        draft = ReceiptDraft(received_on, request.form.get("voucher", ""), amount)
        record_receipt(rows, staff, (line, recovery), draft, now=now())

    return _answer(staff, line, act)


@blueprint.post("/recoveries/<uuid:recovery>/withdrawn")
@staff_required(Permission.RECORD_PAYMENTS)
def withdraw_demand(staff: Staff, line: UUID, recovery: UUID) -> Response:
    place = (line, recovery)
    return _answer(staff, line, lambda rows, _: withdraw_recovery(rows, staff, place, _reason(), now=now()))


@blueprint.post("/recoveries/<uuid:recovery>/receipts/<int:ordinal>/undone")
@staff_required(Permission.RECORD_PAYMENTS)
def take_back_receipt(staff: Staff, line: UUID, recovery: UUID, ordinal: int) -> Response:
    place = (line, recovery, ordinal)
    return _answer(staff, line, lambda rows, _: undo_receipt(rows, staff, place, _reason(), now=now()))


@blueprint.post("/found/<uuid:found>")
@staff_required(Permission.RECORD_PAYMENTS)
def settle_found(staff: Staff, line: UUID, found: UUID) -> Response:
    place = (line, found)
    return _answer(staff, line, lambda rows, _: settle_found_line(rows, staff, place, _reason(), now=now()))


def _reason() -> str:
    return request.form.get("reason", "")


def _answer(staff: Staff, line: UUID, act: Act) -> Response:
    def done(rows: Session, digest: str) -> None:
        if seen_on_page() != see_line(rows, staff, line, now=now()).seen:
            raise SeenOtherwise
        act(rows, digest)

    return answer_form(staff, done, url_for(".show", line=line), partial(render_line, staff, line))
