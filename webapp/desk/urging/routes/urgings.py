"""/desk/urgings: the city urges, the district answers, the city closes or sends back (R09)."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.find_class import find_district, list_districts
from training.classes.views.see_classes import see_class
from training.errors import NotRight
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.records.urging import Urging
from training.urging.acts.move_urging import MAY, Step, move_urging
from training.urging.acts.urge import UrgingDraft, urge
from training.urging.rules.moves import TRANSITIONS
from training.urging.terms import UrgingMove, UrgingState
from training.urging.views.see_urgings import WantedUrgings, count_urgings, list_urgings, see_urging
from webapp.desk.urging.pages.urgings import step_lines, urging_row
from webapp.web.forms import answer_form, make_by_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("urgings", __name__, url_prefix="/desk/urgings")
OVERDUE, EVERYTHING = "overdue", "all"
USUAL_DAYS = timedelta(days=5)
Chip = tuple[str, str, int | None, bool]


class NoDay(NotRight):
    """A day was to be chosen and none was."""

    def __init__(self) -> None:
        super().__init__("请选答复的期限。")


@blueprint.get("")
@staff_required(Permission.SEE_URGINGS)
def index(staff: Staff) -> str:
    at, state = now(), request.args.get("state", UrgingState.WAITING.name.lower())
    if state not in (OVERDUE, EVERYTHING, *(each.name.lower() for each in UrgingState)):
        abort(404)
    today, class_id = shanghai_day(at), _class_id(request.args.get("class", ""))
    wanted = WantedUrgings(
        UrgingState[state.upper()] if state not in (OVERDUE, EVERYTHING) else None,
        today if state == OVERDUE else None,
        class_id,
        request.args.get("at", ""),
    )
    with house().database.reading() as rows:
        page = list_urgings(rows, staff, wanted)
        counts, overdue = count_urgings(rows, staff, today)
        lines = [urging_row(each, at) for each in page.rows]
    numbers = {each.name.lower(): counts.get(each, 0) for each in UrgingState}
    numbers |= {OVERDUE: overdue, EVERYTHING: sum(counts.values())}
    return render_template(
        "urgings.html", page=page, lines=lines, state=state, chips=_chips(state, numbers), class_id=class_id
    )


@blueprint.get("/new")
@staff_required(Permission.URGE)
def new(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("")
@staff_required(Permission.URGE)
def ask(staff: Staff) -> Response:
    def make(rows: Session) -> UUID:
        about = _about(rows, staff)
        district = about.district if about else find_district(rows, request.form.get("place", ""))
        draft = UrgingDraft(request.form.get("text", ""), _day(), about)
        return urge(rows, staff, district, draft, now=now()).public_id

    return make_by_form(staff, make, _address, partial(_form, staff))


def _address(made: UUID | None) -> str:
    return url_for(".one", urging_id=made) if made else url_for(".index")


@blueprint.get("/<uuid:urging_id>")
@staff_required(Permission.SEE_URGINGS)
def one(staff: Staff, urging_id: UUID) -> str:
    return _one(staff, urging_id)


@blueprint.post("/<uuid:urging_id>/answer")
@staff_required(Permission.ANSWER_URGING)
def answer(staff: Staff, urging_id: UUID) -> Response:
    return _move(staff, urging_id, UrgingMove.ANSWER)


@blueprint.post("/<uuid:urging_id>/close")
@staff_required(Permission.URGE)
def close(staff: Staff, urging_id: UUID) -> Response:
    return _move(staff, urging_id, UrgingMove.CLOSE)


@blueprint.post("/<uuid:urging_id>/reopen")
@staff_required(Permission.URGE)
def reopen(staff: Staff, urging_id: UUID) -> Response:
    return _move(staff, urging_id, UrgingMove.REOPEN)


def _move(staff: Staff, urging_id: UUID, move: UrgingMove) -> Response:
    def act(rows: Session, _: str) -> None:
        due_on = _day() if move is UrgingMove.REOPEN else None
        step = Step(move, request.form.get("text", ""), seen_on_page(), due_on)
        move_urging(rows, staff, urging_id, step, now=now())

    return answer_form(staff, act, url_for(".one", urging_id=urging_id), partial(_one, staff, urging_id))


def _one(staff: Staff, urging_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_urging(rows, staff, urging_id)
        row, steps = urging_row(own, at), step_lines(own, at)
        return render_template(
            "urging.html",
            row=row,
            steps=steps,
            seen=len(own.steps),
            moves=_moves(staff, own),
            tomorrow=max(own.due_on, shanghai_day(at)),
            typed=request.form,
            error=error,
        )


def _moves(staff: Staff, own: Urging) -> list[str]:
    """What this person may do about it now."""
    return [
        move.name.lower()
        for move in UrgingMove
        if (own.state, move) in TRANSITIONS and may(staff.role, MAY[move])
    ]


def _form(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        return render_template(
            "urging_new.html",
            about=_about(rows, staff),
            districts=[each.name for each in list_districts(rows)],
            usual=shanghai_day(now()) + USUAL_DAYS,
            today=shanghai_day(now()),
            typed=request.values,
            error=error,
        )


def _about(rows: Session, staff: Staff) -> TrainingClass | None:
    class_id = _class_id(request.values.get("class", ""))
    return see_class(rows, staff, class_id) if class_id else None


def _class_id(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        abort(404)


def _day() -> date:
    try:
        return date.fromisoformat(request.form.get("due_on", ""))
    except ValueError:
        raise NoDay from None


def _chips(state: str, numbers: dict[str, int]) -> list[Chip]:
    names = [
        (UrgingState.WAITING.value, UrgingState.WAITING.name.lower()),
        ("已逾期", OVERDUE),
        *((each.value, each.name.lower()) for each in (UrgingState.ANSWERED, UrgingState.CLOSED)),
        ("全部", EVERYTHING),
    ]
    kept: dict[str, Any] = {"class": request.args["class"]} if request.args.get("class") else {}
    return [
        (words, url_for(".index", state=name, **kept), None if kept else numbers[name], name == state)
        for words, name in names
    ]
