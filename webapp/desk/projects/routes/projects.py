"""/desk/projects: what a district agreed with its finance office, confirmed by a second hand (R48 to R50)."""

from collections import Counter
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.choices.terms import ChoiceKind
from training.choices.views.open_choices import open_choices
from training.notice.money import yuan
from training.notice.permissions import Permission, may
from training.notice.terms import Fund
from training.projects.acts.move_project import move_project
from training.projects.acts.register_project import register_project
from training.projects.rules.agreement import TRANSITIONS, read_agreement
from training.projects.terms import ProjectMove, ProjectState
from training.projects.views.see_projects import (
    classes_of_project,
    classes_without_project,
    findings_of,
    list_projects,
    see_project,
)
from training.records.classes.classes import TrainingClass
from training.records.projects import Project
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.web.forms import answer_form, make_by_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("projects", __name__, url_prefix="/desk/projects")
MOVES = {each.name.lower(): each for each in ProjectMove if each is not ProjectMove.AMEND}
TONES = {ProjectState.DRAFT: "now", ProjectState.IN_FORCE: "good"}


@blueprint.get("")
@staff_required(Permission.SEE_PROJECTS)
def index(staff: Staff) -> str:
    wanted = request.args.get("industry")
    with house().database.reading() as rows:
        found = list_projects(rows, staff)
        shown = [each for each in found if wanted in (None, each.industry)]
        ways = _ways(Counter(each.industry for each in found), wanted)
        return render_template("desk_projects.html", projects=shown, ways=ways, tones=TONES, yuan=yuan)


def _ways(counts: Counter[str], wanted: str | None) -> list[tuple[str, str, int, bool]]:
    """By industry, as many as there are of each (R49)."""
    every = ("全部", url_for(".index"), counts.total(), wanted is None)
    return [
        every,
        *(
            (name or "不属重点产业", url_for(".index", industry=name), many, wanted == name)
            for name, many in counts.items()
        ),
    ]


@blueprint.get("/new")
@staff_required(Permission.REGISTER_PROJECTS)
def new(staff: Staff) -> str:
    return _form(staff)


@blueprint.post("/new")
@staff_required(Permission.REGISTER_PROJECTS)
def register(staff: Staff) -> Response:
    def make(rows: Session) -> UUID:
        agreed = read_agreement(
            request.form, open_choices(rows, ChoiceKind.INDUSTRY), open_choices(rows, ChoiceKind.CARRIER)
        )
        return register_project(rows, staff, agreed, request.form.get("implementer", ""), now=now()).public_id

    return make_by_form(staff, make, _address, partial(_form, staff))


@blueprint.get("/<uuid:project_id>")
@staff_required(Permission.SEE_PROJECTS)
def one(staff: Staff, project_id: UUID) -> str:
    return _one(staff, project_id)


@blueprint.post("/<uuid:project_id>/<move>")
@staff_required(Permission.DECIDE_PROJECTS)
def move(staff: Staff, project_id: UUID, move: str) -> Response:
    if move not in MOVES:
        abort(404)

    def act(rows: Session, _: str) -> None:
        move_project(rows, staff, project_id, MOVES[move], request.form.get("reason", ""), now=now())

    return answer_form(staff, act, url_for(".one", project_id=project_id), partial(_one, staff, project_id))


def _address(made: UUID | None) -> str:
    return url_for(".one", project_id=made) if made else url_for(".index")


def _form(staff: Staff, error: str = "") -> str:
    with house().database.reading() as rows:
        return render_template(
            "desk_project_new.html",
            industries=["", *open_choices(rows, ChoiceKind.INDUSTRY)],
            carriers=open_choices(rows, ChoiceKind.CARRIER),
            funds=[each.value for each in Fund],
            typed=request.form,
            error=error,
        )


def _one(staff: Staff, project_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_project(rows, staff, project_id)
        classes = classes_of_project(rows, own, now=at)
        people = sum(count for _, count in classes)
        return render_template(
            "desk_project.html",
            own=own,
            tone=TONES.get(own.state, ""),
            classes=[(each, count, _faults(own, each, people)) for each, count in classes],
            people=people,
            without=classes_without_project(rows, own) if own.state is ProjectState.IN_FORCE else (),
            steps=[
                (short_moment(each.acted_at, at), f"{each.acted_by} {each.move}", each.reason)
                for each in own.acts
            ],
            registered=short_moment(own.registered_at, at),
            moves=_moves(staff, own),
            yuan=yuan,
            typed=request.form,
            error=error,
        )


def _faults(own: Project, each: TrainingClass, people: int) -> str:
    return "；".join(findings_of(own, each, people))


def _moves(staff: Staff, own: Project) -> list[tuple[str, str]]:
    if not may(staff.role, Permission.DECIDE_PROJECTS):
        return []
    return [(name, each.value) for name, each in MOVES.items() if (own.state, each) in TRANSITIONS]
