"""The part of a class that mirrors the region's system: its number, its four steps, what differs (R13)."""

from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.errors import NotRight
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.region.acts.note_number import NumberSaid, note_number
from training.region.acts.note_step import StepSaid, note_step
from training.region.terms import RegionStep, StepStatus
from training.region.views.see_differences import differences_of_class
from training.region.views.see_region import mirrored_of, see_mirrored_class
from webapp.desk.classes.routes.above import above_class
from webapp.desk.lists.days import short_day, short_moment
from webapp.desk.region.pages.region import difference_lines, step_rows
from webapp.desk.region.showing import class_first
from webapp.web.forms import answer_form, seen_on_page
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_region", __name__, url_prefix="/desk/classes/<uuid:class_id>/region")


class DayOfStepMissing(NotRight):
    """No day, or none that is one."""

    def __init__(self) -> None:
        super().__init__("请选自治区系统里的办理日期。")


@blueprint.get("")
@staff_required(Permission.SEE_REGION)
def region(staff: Staff, class_id: UUID) -> str:
    return _region(staff, class_id)


@blueprint.post("/step")
@staff_required(Permission.KEEP_REGION)
def keep_step(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        own = see_mirrored_class(rows, staff, class_id, Permission.KEEP_REGION)
        note_step(rows, staff, own, _step_said(), now=now())

    return answer_form(staff, act, url_for(".region", class_id=class_id), partial(_region, staff, class_id))


@blueprint.post("/number")
@staff_required(Permission.KEEP_REGION)
def keep_number(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, _: str) -> None:
        own = see_mirrored_class(rows, staff, class_id, Permission.KEEP_REGION)
        number = request.form.get("number", "")
        note_number(rows, own, NumberSaid(number, staff.name, staff.id, seen=seen_on_page()), now=now())

    return answer_form(staff, act, url_for(".region", class_id=class_id), partial(_region, staff, class_id))


def _step_said() -> StepSaid:
    form = request.form
    step, status = form.get("step", ""), form.get("status", "")
    if step not in RegionStep.__members__ or status not in StepStatus.__members__:
        abort(400)
    return StepSaid(
        RegionStep[step],
        StepStatus[status],
        _day(form.get("on_day", "")),
        form.get("reference", ""),
        form.get("reason", ""),
        seen_on_page(),
    )


def _day(said: str) -> date:
    try:
        return date.fromisoformat(said)
    except ValueError:
        raise DayOfStepMissing from None


def _region(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    today = shanghai_day(at)
    with house().database.reading() as rows:
        own = see_mirrored_class(rows, staff, class_id, Permission.SEE_REGION)
        found, differences = mirrored_of(rows, own), differences_of_class(rows, own)
        addresses = [url_for("region.one", difference_id=each.public_id) for each in differences]
        above = above_class(rows, staff, own, "region")
        return render_template(
            "desk_class_region.html",
            own=own,
            head=above.head,
            tabs=above.tabs,
            mirrored=found,
            there=class_first(rows, staff, own),
            steps=step_rows(found.steps, today),
            notes=[
                (each, short_day(each.on_day, today), short_moment(each.noted_at, at)) for each in found.notes
            ],
            differences=difference_lines(staff, differences, addresses, at),
            statuses=StepStatus,
            when=partial(short_moment, now=at),
            today=today,
            typed=request.form,
            error=error,
        )
