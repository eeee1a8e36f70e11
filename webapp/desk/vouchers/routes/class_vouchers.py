"""/desk/vouchers/classes: vouchers of one class's people are booked and written off together (R10)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.listing.views.page_of import Order, page_of
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.vouchers.acts.use_vouchers import use_vouchers
from training.vouchers.acts.write_off_vouchers import write_off_vouchers
from training.vouchers.views.class_vouchers import (
    classes_to_book,
    classes_with_used,
    find_class_of_vouchers,
    seats_of,
)
from webapp.desk.lists.picking import read_keys
from webapp.desk.vouchers.pages.vouchers import seat_lines
from webapp.web.forms import Act, answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_vouchers", __name__, url_prefix="/desk/vouchers/classes")
A_PAGE = 50
BETWEEN = ":"


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
    def act(rows: Session, _: str) -> None:
        use_vouchers(rows, staff, class_id, _uses(), now=now())

    return _answer(staff, class_id, act)


@blueprint.post("/<uuid:class_id>/write-off")
@staff_required(Permission.WRITE_OFF_VOUCHERS)
def write_off(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        write_off_vouchers(rows, staff, read_keys(request.form.getlist("pick")), now=now())

    return _answer(staff, class_id, act)


def _uses() -> dict[UUID, str]:
    """By place the number: of each box that was ticked, or of the one person whose number was typed."""
    ticked = (each.partition(BETWEEN) for each in request.form.getlist("use"))
    uses = {key: number for place, _, number in ticked for key in read_keys([place])}
    typed = request.form.get("number", "").strip()
    return uses | {key: typed for key in read_keys([request.form.get("place", "")]) if typed}


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
            bookable=may(staff.role, Permission.USE_VOUCHERS),
            to_book=sum(bool(each.usable) for each in lines),
            closable=may(staff.role, Permission.WRITE_OFF_VOUCHERS),
            ready=sum(bool(each.key) for each in lines),
            typed=request.form,
            error=error,
        )
