"""Where a member of staff is signed in; what is not known is signed out."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, session, url_for

from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.staff.acts.end_other_sessions import end_other_sessions
from training.staff.acts.end_own_session import end_own_session
from training.staff.views.own_sessions import own_sessions
from training.staff.views.staff_of_session import IDLE_HOURS
from webapp.web.devices import device_lines
from webapp.web.house import house, now
from webapp.web.staff_auth import STAFF_TOKEN, staff_required

blueprint = Blueprint("staff_devices", __name__, url_prefix="/desk/devices")
IDLE = f"{IDLE_HOURS} 小时不用会自动退出。"


@blueprint.get("")
@staff_required(Permission.ENTER_DESK)
def show(staff: Staff) -> str:
    with house().database.reading() as rows:
        devices = device_lines(own_sessions(rows, staff.id, session[STAFF_TOKEN], now=now()))
    places = {
        "leave_one": url_for("staff_devices.leave"),
        "leave_others": url_for("staff_devices.leave_others"),
    }
    return render_template("staff_devices.html", devices=devices, idle=IDLE, **places)


@blueprint.post("/leave")
@staff_required(Permission.ENTER_DESK)
def leave(staff: Staff) -> Response:
    with house().database.writing() as rows:
        end_own_session(rows, staff.id, request.form.get("device", ""), now=now())
    return make_response(redirect(url_for("staff_devices.show"), 303))


@blueprint.post("/leave-others")
@staff_required(Permission.ENTER_DESK)
def leave_others(staff: Staff) -> Response:
    with house().database.writing() as rows:
        end_other_sessions(rows, staff.id, session[STAFF_TOKEN], now=now())
    return make_response(redirect(url_for("staff_devices.show"), 303))
