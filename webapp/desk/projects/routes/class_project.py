"""/desk/classes/…/project: under which project a class is, what would follow from another, and why (R48)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.changes.acts.choose_project import ProjectChoiceDraft, choose_project
from training.changes.views.project_options import (
    choices_of_project,
    project_options,
    seen_of_project,
)
from training.classes.views.see_classes import see_class
from training.notice.permissions import Permission, may
from training.notice.terms import ClassKind
from training.records.projects import ClassProjectChoice, Project
from training.records.staff.staff import Staff
from training.rosters.views.list_is_approved import list_is_approved
from webapp.desk.lists.days import short_moment
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_project", __name__, url_prefix="/desk/classes/<uuid:class_id>/project")


@blueprint.get("")
@staff_required(Permission.SEE_PROJECTS)
def show(staff: Staff, class_id: UUID) -> str:
    return _page(staff, class_id)


@blueprint.post("")
@staff_required(Permission.REGISTER_PROJECTS)
def choose(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        see_class(rows, staff, class_id)
        draft = ProjectChoiceDraft(_key(), request.form.get("reason", ""), seen_on_page())
        choose_project(rows, staff, class_id, draft, now=now())

    return answer_form(staff, act, url_for(".show", class_id=class_id), partial(_page, staff, class_id))


def _key() -> UUID:
    try:
        return UUID(request.form.get("project", ""))
    except ValueError:
        abort(400)


def _page(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        is_of_one = own.kind is ClassKind.PROJECT
        is_closed = list_is_approved(rows, own.id)
        return render_template(
            "desk_class_project.html",
            own=own,
            is_of_one=is_of_one,
            is_closed=is_closed,
            options=project_options(rows, own, now=at) if is_of_one and not is_closed else (),
            steps=[_step(each, short_moment(each.chosen_at, at)) for each in choices_of_project(rows, own)],
            seen=seen_of_project(rows, own),
            may_choose=may(staff.role, Permission.REGISTER_PROJECTS),
            typed=request.form,
            error=error,
        )


def _step(own: ClassProjectChoice, when: str) -> tuple[str, str, str]:
    return when, f"{own.chosen_by} 由{_named(own.before)}改归{_named(own.project)}", own.reason


def _named(own: Project | None) -> str:
    return f"项目 {own.number} 第 {own.version} 版" if own else "没有项目"
