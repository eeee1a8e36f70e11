"""/desk/vouchers/…: one voucher, how its use or its 核销 is taken back, or it is voided (R10)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.notice.identity import mask_id_number
from training.notice.money import read_fen
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from training.sheets.dates import read_date
from training.staff.views.name_for import name_for
from training.vouchers.acts.ask_reopen import ReopenDraft, ask_reopen
from training.vouchers.acts.decide_reopen import decide_reopen
from training.vouchers.acts.decide_void import decide_void
from training.vouchers.acts.note_move import Verdict
from training.vouchers.acts.release_voucher import release_voucher
from training.vouchers.acts.settle_written_off import settle_written_off
from training.vouchers.acts.void_voucher import void_voucher
from training.vouchers.rules.face_money import Stated
from training.vouchers.terms import FaceMoney, VoucherState
from training.vouchers.views.facts import wrong_since
from training.vouchers.views.find_voucher import (
    awaits_settling,
    find_voucher,
    is_disputed,
    is_reopening,
    is_settled,
)
from webapp.desk.vouchers.pages.vouchers import (
    face_words,
    good_for_words,
    money_words,
    state_mark,
    steps_of,
    told_words,
)
from webapp.web.forms import Act, answer_form, is_approved
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("one_voucher", __name__, url_prefix="/desk/vouchers")


@blueprint.get("/<uuid:voucher_id>")
@staff_required(Permission.SEE_VOUCHERS)
def show(staff: Staff, voucher_id: UUID) -> str:
    return _show(staff, voucher_id)


@blueprint.post("/<uuid:voucher_id>/release")
@staff_required(Permission.RELEASE_VOUCHERS)
def release(staff: Staff, voucher_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        release_voucher(rows, staff, voucher_id, request.form.get("reason", ""), now=now())

    return _answer(staff, voucher_id, act)


@blueprint.post("/<uuid:voucher_id>/void")
@staff_required(Permission.VOID_VOUCHERS)
def void(staff: Staff, voucher_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        void_voucher(rows, staff, voucher_id, request.form.get("reason", ""), now=now())

    return _answer(staff, voucher_id, act)


@blueprint.post("/<uuid:voucher_id>/voiding")
@staff_required(Permission.VOID_VOUCHERS)
def decide(staff: Staff, voucher_id: UUID) -> Response:
    said = Verdict(is_approved(), request.form.get("note", ""))

    def act(rows: Session, _: str) -> None:
        decide_void(rows, staff, voucher_id, said, now=now())

    return _answer(staff, voucher_id, act)


@blueprint.post("/<uuid:voucher_id>/reopen")
@staff_required(Permission.WRITE_OFF_VOUCHERS)
def reopen(staff: Staff, voucher_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        ask_reopen(rows, staff, voucher_id, ReopenDraft(request.form.get("reason", ""), _money()), now=now())

    return _answer(staff, voucher_id, act)


@blueprint.post("/<uuid:voucher_id>/settled")
@staff_required(Permission.WRITE_OFF_VOUCHERS)
def settle(staff: Staff, voucher_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        settle_written_off(rows, staff, voucher_id, request.form.get("reason", ""), now=now())

    return _answer(staff, voucher_id, act)


@blueprint.post("/<uuid:voucher_id>/reopening")
@staff_required(Permission.WRITE_OFF_VOUCHERS)
def decide_on_reopening(staff: Staff, voucher_id: UUID) -> Response:
    said = Verdict(is_approved(), request.form.get("note", ""))

    def act(rows: Session, _: str) -> None:
        decide_reopen(rows, staff, voucher_id, said, now=now())

    return _answer(staff, voucher_id, act)


def _money() -> Stated:
    """Raises BadAmount."""
    form = request.form
    stand = next((each for each in FaceMoney if each.name == form.get("stand")), None)
    written = form.get("amount", "").strip()
    amount = read_fen(written) if written else None
    return Stated(stand, amount, read_date(form.get("returned_on", "").strip()), form.get("reference", ""))


def _answer(staff: Staff, voucher_id: UUID, act: Act) -> Response:
    address = url_for(".show", voucher_id=voucher_id)
    return answer_form(staff, act, address, partial(_show, staff, voucher_id))


def _show(staff: Staff, voucher_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_voucher(rows, staff, voucher_id)
        state, is_open = state_mark(own, at), is_disputed(own) or is_reopening(own)
        # As in the history of the class: what the offices wrote to each other is theirs.
        shows = may(staff.role, Permission.SEE_FULL_NAMES) and may(staff.role, Permission.SEE_EXCLUSIONS)
        return render_template(
            "voucher.html",
            own=own,
            name=name_for(staff, own.trainee.name),
            id_number=mask_id_number(own.trainee.id_number),
            state=state,
            about=own.used_enrolment.training_class if own.used_enrolment else None,
            good_for=good_for_words(own.batch),
            face=face_words(own.batch),
            told=told_words(own, at),
            steps=steps_of(own.events, at, shows_reasons=shows),
            asked=own.events[-1] if is_open else None,
            is_own=is_open and own.events[-1].acted_by_id == staff.id,
            reopens=is_reopening(own),
            wrong=(wrong := wrong_since(rows, own)),
            is_settled=is_settled(own),
            may_settle=bool(wrong) and awaits_settling(own) and own.events[-1].acted_by_id != staff.id,
            money=money_words(own.events[-1].money) if is_open else "",
            stands=FaceMoney,
            is_used=own.state is VoucherState.USED,
            is_written_off=own.state is VoucherState.WRITTEN_OFF,
            is_closed=own.state in (VoucherState.WRITTEN_OFF, VoucherState.VOIDED),
            typed=request.form,
            error=error,
        )
