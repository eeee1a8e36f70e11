"""/desk/classes/…/plan: of which item of the plan a class is, and why (R03)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.notice.permissions import Permission, may
from training.plans.acts.choose_item import choose_item
from training.plans.rules.quarters import quarter_of
from training.plans.views.plans_in_force import planned_of
from training.plans.views.see_choices import choices_of
from training.records.staff.staff import Staff
from webapp.desk.lists.days import short_moment
from webapp.desk.plans.pages.plans import name_of
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_plan", __name__, url_prefix="/desk/classes/<uuid:class_id>/plan")
OUTSIDE = "outside"


@blueprint.get("")
@staff_required(Permission.SEE_PLANS)
def show(staff: Staff, class_id: UUID) -> str:
    return _page(staff, class_id)


@blueprint.post("")
@staff_required(Permission.WRITE_PLANS)
def choose(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        see_class(rows, staff, class_id)
        line, reason = _line(request.form.get("line", "")), request.form.get("reason", "")
        choose_item(rows, staff, class_id, line, reason, now=now())

    return answer_form(staff, act, url_for(".show", class_id=class_id), partial(_page, staff, class_id))


def _line(said: str) -> UUID | None:
    try:
        return None if said == OUTSIDE else UUID(said)
    except ValueError:
        abort(400)


def _page(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        planned, choices = planned_of(rows, [own])[own.id], choices_of(rows, own)
        items = planned.plan.items if planned.plan else ()
        names = {each.line: name_of(each) for each in items}
        return render_template(
            "desk_class_plan.html",
            own=own,
            quarter=quarter_of(own.starts_on),
            plan=planned.plan,
            item=name_of(planned.item) if planned.item else "",
            line=planned.item.line if planned.item else None,
            is_chosen=planned.is_chosen,
            names=names,
            steps=[
                (short_moment(each.chosen_at, at), each.chosen_by, _said(each.line, names), each.reason)
                for each in choices
            ],
            may_choose=bool(names) and may(staff.role, Permission.WRITE_PLANS),
            typed=request.form,
            error=error,
        )


def _said(line: UUID | None, names: dict[UUID, str]) -> str:
    return "计划外" if line is None else f"归入{names.get(line, '已不在计划里的一项')}"
