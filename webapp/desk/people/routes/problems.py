"""/desk/problems 学员反映: what trainees told, what waits first, and what the office did about it."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for

from training.notice.identity import mask_phone
from training.notice.permissions import Permission
from training.people.acts.handle_problem import handle_problem
from training.people.views.list_problems import find_problem, list_problems
from training.records.people.personal_data import ProblemReport
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("problems", __name__, url_prefix="/desk/problems")
EVERYTHING = "all"


@blueprint.get("")
@staff_required(Permission.SEE_PROBLEMS)
def index(staff: Staff) -> str:
    is_open = request.args.get("view") != EVERYTHING
    with house().database.reading() as rows:
        lines = [_line(each) for each in list_problems(rows, staff, is_open=is_open)]
    return render_template("problems.html", lines=lines, is_open=is_open)


@blueprint.get("/<uuid:problem_id>")
@staff_required(Permission.SEE_PROBLEMS)
def one(staff: Staff, problem_id: UUID) -> str:
    return _page(staff, problem_id)


@blueprint.post("/<uuid:problem_id>/handle")
@staff_required(Permission.HANDLE_PROBLEMS)
def handle(staff: Staff, problem_id: UUID) -> Response:
    return answer_form(
        staff,
        lambda rows, _: handle_problem(rows, staff, problem_id, request.form.get("note", ""), now=now()),
        url_for(".index"),
        partial(_page, staff, problem_id),
    )


def _page(staff: Staff, problem_id: UUID, error: str = "") -> str:
    with house().database.reading() as rows:
        line = _line(find_problem(rows, staff, problem_id))
    return render_template("problem.html", line=line, error=error, typed=request.form.get("note", ""))


def _line(own: ProblemReport) -> dict[str, object]:
    done = own.handling
    return {
        "public_id": own.public_id,
        "at": short_moment(own.reported_at, now()),
        "name": own.trainee.name,
        "person_id": own.trainee.public_id,
        "phone": mask_phone(own.trainee.phone),
        "about": own.about,
        "text": own.text,
        "note": done.note if done else "",
        "handled": f"{done.handled_by} {short_moment(done.handled_at, now())}" if done else "",
    }
