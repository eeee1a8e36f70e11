"""What a machine is asked from the desk: days again, how many punches of days, a class's roster (R43)."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.acts.devices.ask_again import ask_again
from training.attendance.acts.devices.ask_count import ask_count
from training.attendance.acts.devices.push_roster import push_roster
from training.attendance.views.machines.machine_list import see_machine
from training.attendance.views.machines.machines_seen import waiting_commands
from training.attendance.views.machines.roster_to_push import roster_to_push
from training.classes.views.device_names import devices_of_class
from training.classes.views.see_classes import see_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import short_moment
from webapp.desk.machines.pages.days import read_days
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("machine_asking", __name__, url_prefix="/desk")
ASKS = {"query": ask_again, "verify": ask_count}


@blueprint.get("/machines/<int:key>/<any(query, verify):what>")
@staff_required(Permission.KEEP_MACHINES)
def form(staff: Staff, key: int, what: str) -> str:
    return _form(staff, key, what)


@blueprint.post("/machines/<int:key>/<any(query, verify):what>")
@staff_required(Permission.KEEP_MACHINES)
def ask(staff: Staff, key: int, what: str) -> Response:
    def act(rows: Session, digest: str) -> None:
        own = see_machine(rows, staff, key, Permission.KEEP_MACHINES)
        if not own.is_active:
            abort(404)
        days = read_days(request.form)
        ASKS[what](rows, own, days, asked_by=staff.name, now=now())

    address = url_for("machines.show", key=key, _anchor="commands")
    return answer_form(staff, act, address, partial(_form, staff, key, what))


@blueprint.get("/classes/<uuid:class_id>/machines")
@staff_required(Permission.PUSH_ROSTERS)
def roster(staff: Staff, class_id: UUID) -> str:
    return _roster(staff, class_id)


@blueprint.post("/classes/<uuid:class_id>/machines")
@staff_required(Permission.PUSH_ROSTERS)
def push(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        push_roster(rows, see_class(rows, staff, class_id), asked_by=staff.name, now=now())

    address = url_for("machine_asking.roster", class_id=class_id)
    return answer_form(staff, act, address, partial(_roster, staff, class_id))


def _form(staff: Staff, key: int, what: str, error: str = "") -> str:
    with house().database.reading() as rows:
        own = see_machine(rows, staff, key, Permission.KEEP_MACHINES)
        today = shanghai_day(now())
        return render_template(
            "machine_days.html", own=own, what=what, today=today, typed=request.form, error=error
        )


def _roster(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        devices, people = devices_of_class(rows, own), roster_to_push(rows, own, shanghai_day(at))
        waiting = waiting_commands(rows, devices)
        return render_template(
            "machine_roster.html",
            own=own,
            lines=[
                (
                    each,
                    short_moment(each.last_seen_at, at) if each.last_seen_at else "从未",
                    waiting.get(each.id, 0),
                )
                for each in devices
            ],
            numbers=sum(bool(each.number) for each in people),
            without=[name_for(staff, each.name) for each in people if not each.number],
            error=error,
        )
