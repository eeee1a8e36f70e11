"""Around the messages: paused channels, costs by district, templates, and who would be told now."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.views.plan_reminders import plan_reminders
from training.classes.views.see_classes import see_class
from training.delivery.acts.channel.resume import resume
from training.delivery.views.lists.channels import resting_channels
from training.delivery.views.lists.costs_by_district import costs_by_district
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_moment
from webapp.desk.messages.pages.reminders import due_rows, other_rows
from webapp.desk.messages.pages.spans import read_span, saved_spans
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("message_channel", __name__, url_prefix="/desk")


@blueprint.get("/messages/channels")
@staff_required(Permission.RESUME_CHANNELS)
def channels(staff: Staff) -> str:
    return _channels()


@blueprint.post("/messages/channels")
@staff_required(Permission.RESUME_CHANNELS)
def resume_one(staff: Staff) -> Response:
    def act(rows: Session, digest: str) -> None:
        resume(rows, request.form.get("provider", "")[:64], resumed_by=staff.name, now=now())

    return answer_form(staff, act, url_for("messages.index", view="waiting"), _channels)


@blueprint.get("/messages/costs")
@staff_required(Permission.SEE_MESSAGES)
def costs(staff: Staff) -> str:
    today = shanghai_day(now())
    span = read_span(request.args, today)
    with house().database.reading() as rows:
        found = costs_by_district(rows, staff, span.first, span.last)
    chips = [
        (words, url_for(".costs", first=each.first, last=each.last), None, each == span)
        for words, each in saved_spans(today)
    ]
    return render_template("message_costs.html", lines=found, span=span, chips=chips, today=today)


@blueprint.get("/messages/templates")
@staff_required(Permission.SEE_MESSAGES)
def templates(staff: Staff) -> str:
    return render_template("message_templates.html", wordings=house().wordings)


@blueprint.get("/classes/<uuid:class_id>/reminders")
@staff_required(Permission.SEE_REMINDERS)
def reminders(staff: Staff, class_id: UUID) -> str:
    """As `chaban remind --dry-run --class`: nothing is written."""
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        plan = plan_reminders(rows, at, own)
    name = partial(name_for, staff)
    return render_template(
        "reminder_trial.html",
        own=own,
        due=due_rows(plan, house().wordings, name),
        others=other_rows(plan, name),
        silent=sorted({each.half_day.value for each in plan.silent}),
        at=short_moment(at, at),
    )


def _channels(error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        lines = [
            (each.provider, each.reason, short_moment(each.paused_until, at) if each.paused_until else "")
            for each in resting_channels(rows, now=at)
        ]
    return render_template("message_channels.html", lines=lines, error=error)
