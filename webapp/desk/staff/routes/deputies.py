"""代理: who stands in for whom on days of absence; asked for, accepted, ended, and acted for."""

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.deputies.acts.answer_deputyship import answer_deputyship
from training.deputies.acts.end_deputyship import end_deputyship
from training.deputies.acts.name_deputy import DeputyDraft, name_deputy
from training.deputies.acts.take_turn import take_turn
from training.deputies.rules.deputyship import MOST_DAYS, WrongDays
from training.deputies.views.deputyships import fit_deputies, list_deputyships, may_name_for
from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import Staff
from training.staff.views.managed import see_member
from webapp.desk.staff.pages.deputies import deputy_line
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("deputies", __name__, url_prefix="/desk/staff/deputies")
Act = Callable[[Session], Deputyship]


@blueprint.get("")
@staff_required(Permission.ENTER_DESK)
def index(staff: Staff) -> str:
    return _page(staff)


@blueprint.get("/new")
@staff_required(Permission.ENTER_DESK)
def form(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("/new")
@staff_required(Permission.ENTER_DESK)
def name(staff: Staff) -> Response:
    def act(rows: Session, digest: str) -> None:
        name_deputy(rows, staff, _draft(staff), now=now())

    return answer_form(staff, act, url_for("deputies.index"), partial(_form, staff))


@blueprint.post("/<uuid:key>/answer")
@staff_required(Permission.ENTER_DESK)
def answer(staff: Staff, key: UUID) -> Response:
    accepts = request.form.get("answer") == "yes"
    return _do(staff, lambda rows: answer_deputyship(rows, staff, key, accepts=accepts, now=now()))


@blueprint.post("/<uuid:key>/turn")
@staff_required(Permission.ENTER_DESK)
def turn(staff: Staff, key: UUID) -> Response:
    begins = request.form.get("turn") == "begin"
    return _do(staff, lambda rows: take_turn(rows, staff, key, begins=begins, now=now()))


@blueprint.post("/<uuid:key>/end")
@staff_required(Permission.ENTER_DESK)
def end(staff: Staff, key: UUID) -> Response:
    return _do(staff, lambda rows: end_deputyship(rows, staff, key, now=now()))


def _do(staff: Staff, act: Act) -> Response:
    address = url_for("deputies.index")
    return answer_form(staff, lambda rows, digest: act(rows), address, partial(_page, staff))


def _draft(staff: Staff) -> DeputyDraft:
    """Raises NotFound for people whom nobody chose, WrongDays for days that are none."""
    typed = request.form
    try:
        people = (UUID(typed.get("absent") or str(staff.public_id)), UUID(typed.get("deputy", "")))
    except ValueError as error:
        raise NotFound("这位代理人") from error
    try:
        days = (date.fromisoformat(typed.get("first_day", "")), date.fromisoformat(typed.get("last_day", "")))
    except ValueError as error:
        raise WrongDays from error
    return DeputyDraft(*people, *days, typed.get("reason", ""))


def _page(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        lines = [deputy_line(each, staff, now()) for each in list_deputyships(rows, staff, now=now())]
    return render_template("deputies.html", lines=lines, error=error)


def _form(staff: Staff, error: str = "") -> str:
    """For oneself, or by `for` in the address for somebody whom one looks after."""
    with house().database.reading() as rows:
        absent = _absent(rows, staff)
        people = fit_deputies(rows, absent)
    shown = {"absent": absent, "people": people, "typed": request.form, "most_days": MOST_DAYS}
    return render_template("deputy_new.html", error=error, today=shanghai_day(now()), **shown)


def _absent(rows: Session, staff: Staff) -> Staff:
    wanted = request.form.get("absent") or request.args.get("for") or str(staff.public_id)
    try:
        absent = see_member(rows, staff, UUID(wanted))
    except ValueError as error:
        raise NotFound("这位工作人员") from error
    if not may_name_for(staff, absent):
        raise NotFound("这位工作人员")
    return absent
