"""/desk/vouchers/classes: vouchers of one class's people are booked and written off together (R10)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import Refusal
from training.listing.views.page_of import Order, page_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.vouchers.acts.use_vouchers import Shown, use_vouchers
from training.vouchers.acts.write_off_vouchers import write_off_vouchers
from training.vouchers.views.class_vouchers import (
    classes_to_book,
    classes_with_used,
    find_class_of_vouchers,
    seats_of,
)
from webapp.desk.lists.picking import read_keys
from webapp.desk.vouchers.pages.vouchers import seat_lines
from webapp.web.forms import Act, answer_form, refused
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_vouchers", __name__, url_prefix="/desk/vouchers/classes")
A_PAGE = 50
BETWEEN, CODE = ":", "code:"


@blueprint.get("")
@staff_required(Permission.SEE_VOUCHERS)
def index(staff: Staff) -> str:
    today, order = shanghai_day(now()), Order((TrainingClass.starts_on, TrainingClass.id), is_descending=True)
    with house().database.reading() as rows:
        page = page_of(rows, classes_with_used(staff), order, size=A_PAGE, place=request.args.get("at", ""))
        to_book: tuple[TrainingClass, ...] = ()
        if may(staff.role, Permission.USE_VOUCHERS):
            to_book = page_of(rows, classes_to_book(staff, today), order, size=A_PAGE, place="").rows
        return render_template("voucher_classes.html", page=page, to_book=to_book, most=A_PAGE)


@blueprint.get("/<uuid:class_id>")
@staff_required(Permission.SEE_VOUCHERS)
def show(staff: Staff, class_id: UUID) -> str:
    return _show(staff, class_id)


@blueprint.post("/<uuid:class_id>/use")
@staff_required(Permission.USE_VOUCHERS)
def use(staff: Staff, class_id: UUID) -> Response:
    met: list[Refusal] = []

    def act(rows: Session, _: str) -> None:
        booked = use_vouchers(rows, staff, class_id, _uses(), now=now())
        met.extend([booked.refusal] if booked.refusal else ())

    answer = _answer(staff, class_id, act)
    # What was typed wrong is kept, so that nobody tries codes out; then it is refused all the same.
    return refused(met[0], partial(_show, staff, class_id)) if met else answer


@blueprint.post("/<uuid:class_id>/write-off")
@staff_required(Permission.WRITE_OFF_VOUCHERS)
def write_off(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        write_off_vouchers(rows, staff, read_keys(request.form.getlist("pick")), now=now())

    return _answer(staff, class_id, act)


def _uses() -> dict[UUID, Shown]:
    """By place what is shown: of everybody whose code was typed, or of the one whose number was."""
    typed = {name.removeprefix(CODE): said for name, said in request.form.items() if name.startswith(CODE)}
    coded = ((*name.partition(BETWEEN), said) for name, said in typed.items() if said.strip())
    uses = {key: Shown(number, said) for place, _, number, said in coded for key in read_keys([place])}
    one = Shown(*(request.form.get(name, "").strip() for name in ("number", "code", "why")))
    return uses | {key: one for key in read_keys([request.form.get("place", "")]) if one.number}


def _answer(staff: Staff, class_id: UUID, act: Act) -> Response:
    return answer_form(staff, act, url_for(".show", class_id=class_id), partial(_show, staff, class_id))


def _show(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = find_class_of_vouchers(rows, staff, class_id)
        lines = seat_lines(staff, seats_of(rows, own, shanghai_day(at)), at)
        return render_template(
            "voucher_class.html",
            own=own,
            lines=lines,
            used=sum(bool(each.number) for each in lines),
            without_code=may(staff.role, Permission.USE_WITHOUT_CODE),
            bookable=may(staff.role, Permission.USE_VOUCHERS),
            to_book=sum(bool(each.usable) for each in lines),
            closable=may(staff.role, Permission.WRITE_OFF_VOUCHERS),
            ready=sum(bool(each.key) for each in lines),
            typed=request.form,
            error=error,
        )
