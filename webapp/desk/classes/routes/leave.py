"""Leave, the reason for theory online, what machines tell of a class (as `chaban leave`, `online`)."""

from datetime import date
from functools import partial
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from training.attendance.acts.approve_leave import Leave, approve_leave
from training.attendance.acts.revoke_leave import RevokedLeave, revoke_leave
from training.attendance.terms import DayPart
from training.attendance.views.list_devices import signals_of_class
from training.attendance.views.list_leaves import list_leaves
from training.classes.acts.give_online_reason import give_online_reason
from training.classes.views.active_roster import roster_to_change
from training.classes.views.online_theory_of import online_theory_of
from training.classes.views.see_classes import see_class
from training.errors import NotFound, NotRight
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.records.attendance.leave import LeaveOfAbsence
from training.records.classes.trainees import Enrolment
from training.records.staff.staff import Staff
from webapp.desk.classes.pages.leave import leave_lines, signal_lines, theory_words
from webapp.desk.classes.routes.above import above_class
from webapp.web.forms import answer_form
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("class_leave", __name__, url_prefix="/desk/classes/<uuid:class_id>")


class LeaveIncomplete(NotRight):
    """Somebody, a day or a part of it is missing."""

    def __init__(self) -> None:
        super().__init__("请选择学员、日期，以及全天还是半天。")


@blueprint.get("/leave")
@staff_required(Permission.SEE_CLASSES)
def leave(staff: Staff, class_id: UUID) -> str:
    return _leave(staff, class_id)


@blueprint.post("/leave")
@staff_required(Permission.KEEP_LEAVES)
def approve(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        own, asked = _enrolment(rows, staff, class_id), _asked()
        approve_leave(rows, own, asked, approved_by=staff.name, now=now())

    return answer_form(staff, act, _address(class_id), partial(_leave, staff, class_id))


@blueprint.get("/leave/<int:key>")
@staff_required(Permission.KEEP_LEAVES)
def ask_revoke(staff: Staff, class_id: UUID, key: int) -> str:
    return _confirm(staff, class_id, key)


@blueprint.post("/leave/<int:key>")
@staff_required(Permission.KEEP_LEAVES)
def revoke(staff: Staff, class_id: UUID, key: int) -> Response:
    def act(rows: Session, digest: str) -> None:
        own = _find(rows, staff, class_id, key)
        revoked = RevokedLeave(own.held_on, own.part, request.form.get("reason", ""))
        revoke_leave(rows, own.enrolment, revoked, revoked_by=staff.name, now=now())

    return answer_form(staff, act, _address(class_id), partial(_confirm, staff, class_id, key))


@blueprint.post("/online-reason")
@staff_required(Permission.GIVE_ONLINE_REASON)
def online_reason(staff: Staff, class_id: UUID) -> Response:
    def act(rows: Session, digest: str) -> None:
        own, said = see_class(rows, staff, class_id), request.form.get("online_reason", "")
        give_online_reason(rows, own, said, given_by=staff.name, now=now())

    return answer_form(staff, act, _address(class_id), partial(_leave, staff, class_id))


@blueprint.get("/signals")
@staff_required(Permission.SEE_DEVICE_SIGNALS)
def signals(staff: Staff, class_id: UUID) -> str:
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        lines = signal_lines(signals_of_class(rows, own), now())
        above = above_class(rows, staff, own, "signals")
    return render_template("desk_class_signals.html", own=own, head=above.head, tabs=above.tabs, lines=lines)


def _leave(staff: Staff, class_id: UUID, error: str = "") -> str:
    at = now()
    with house().database.reading() as rows:
        own = see_class(rows, staff, class_id)
        lines = leave_lines(staff, list_leaves(rows, own.id), at)
        above = above_class(rows, staff, own, "leave")
        keeps = may(staff.role, Permission.KEEP_LEAVES)
        theory = online_theory_of(rows, own, shanghai_day(at))
        return render_template(
            "desk_class_leave.html",
            own=own,
            head=above.head,
            tabs=above.tabs,
            lines=lines,
            people=roster_to_change(rows, own.id) if keeps else [],
            theory=theory_words(theory) if theory.is_too_much else "",
            reason=theory.reason,
            parts=[each.value for each in DayPart],
            typed=request.form,
            error=error,
        )


def _confirm(staff: Staff, class_id: UUID, key: int, error: str = "") -> str:
    with house().database.reading() as rows:
        own = _find(rows, staff, class_id, key)
        (line,) = leave_lines(staff, [own], now())
        return render_template(
            "leave_revoke.html", own=own.enrolment.training_class, line=line, typed=request.form, error=error
        )


def _enrolment(rows: Session, staff: Staff, class_id: UUID) -> Enrolment:
    own, said = see_class(rows, staff, class_id), request.form.get("person", "")
    found = next((each for each in roster_to_change(rows, own.id) if str(each.public_id) == said), None)
    if found is None:
        raise LeaveIncomplete
    return found


def _asked() -> Leave:
    form = request.form
    try:
        day, part = date.fromisoformat(form.get("day", "")), DayPart(form.get("part", ""))
    except ValueError:
        raise LeaveIncomplete from None
    return Leave(day, part, read_reason(form.get("reason", ""), "请假"))


def _find(rows: Session, staff: Staff, class_id: UUID, key: int) -> LeaveOfAbsence:
    own = see_class(rows, staff, class_id)
    found = next((each for each in list_leaves(rows, own.id) if each.id == key), None)
    if found is None:
        raise NotFound("这条请假")
    return found


def _address(class_id: UUID) -> str:
    return url_for("class_leave.leave", class_id=class_id)
