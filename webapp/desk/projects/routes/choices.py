"""/desk/projects/choices: industries and carriers that plans and projects choose from (R49, R50)."""

from datetime import datetime
from functools import partial

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.choices.acts.add_choice import add_choice
from training.choices.acts.move_choice import ChoiceStep, move_choice
from training.choices.acts.rename_choice import rename_choice
from training.choices.terms import ChoiceKind, ChoiceMove
from training.choices.views.open_choices import list_choices
from training.notice.permissions import Permission
from training.records.projects import ProjectChoice
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("project_choices", __name__, url_prefix="/desk/projects/choices")
KINDS = {each.name.lower(): each for each in ChoiceKind}
MOVES = {"off": ChoiceMove.TAKE_OFF, "back": ChoiceMove.BRING_BACK}


@blueprint.get("")
@staff_required(Permission.SEE_PROJECTS)
def index(staff: Staff) -> str:
    return _index(staff)


@blueprint.post("/<any(industry, carrier):kind>")
@staff_required(Permission.KEEP_CHOICES)
def add(staff: Staff, kind: str) -> Response:
    def act(rows: Session, _: str) -> None:
        add_choice(rows, staff, KINDS[kind], request.form.get("name", ""), now=now())

    return answer_form(staff, act, url_for(".index"), partial(_index, staff))


@blueprint.get("/<int:choice_id>")
@staff_required(Permission.SEE_PROJECTS)
def one(staff: Staff, choice_id: int) -> str:
    return _one(staff, choice_id)


@blueprint.post("/<int:choice_id>/name")
@staff_required(Permission.KEEP_CHOICES)
def rename(staff: Staff, choice_id: int) -> Response:
    def act(rows: Session, _: str) -> None:
        rename_choice(rows, staff, choice_id, request.form.get("name", ""), seen_on_page(), now=now())

    return answer_form(staff, act, url_for(".index"), partial(_one, staff, choice_id))


@blueprint.post("/<int:choice_id>/<any(off, back):move>")
@staff_required(Permission.KEEP_CHOICES)
def move(staff: Staff, choice_id: int, move: str) -> Response:
    def act(rows: Session, _: str) -> None:
        step = ChoiceStep(MOVES[move], request.form.get("reason", ""), seen_on_page())
        move_choice(rows, staff, choice_id, step, now=now())

    return answer_form(staff, act, url_for(".index"), partial(_one, staff, choice_id))


def _index(staff: Staff, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        found = list_choices(rows)
        lists = [(name, kind, [each for each in found if each.kind is kind]) for name, kind in KINDS.items()]
        return render_template(
            "desk_choices.html",
            lists=lists,
            last={each.id: _steps(each, at)[-1] for each in found},
            typed=request.form,
            error=error,
        )


def _one(staff: Staff, choice_id: int, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = next((each for each in list_choices(rows) if each.id == choice_id), None)
        if own is None:
            abort(404)
        return render_template(
            "desk_choice.html",
            own=own,
            steps=_steps(own, at),
            seen=len(own.acts),
            typed=request.form,
            error=error,
        )


def _steps(own: ProjectChoice, at: datetime) -> list[tuple[str, str, str]]:
    """When, who did what, why; what the notice names itself was there before anybody did anything."""
    acts = [
        (short_moment(each.acted_at, at), f"{each.acted_by} {each.move}", each.reason) for each in own.acts
    ]
    return acts if own.added_by and acts else [("", "通知列明", ""), *acts]
