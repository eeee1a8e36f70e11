"""What attendance machines sent and nobody could read yet: shown, and read again after an update (R43)."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from training.attendance.acts.devices.read_again import read_again
from training.attendance.views.unread_pushes import unread_pushes
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.desk.attendance.pages.unread_pushes import unread_row
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("unread_pushes", __name__, url_prefix="/desk/machines/unread")
MOST_SHOWN = 200
MOST_DIGITS = 5


@blueprint.get("")
@staff_required(Permission.SEE_UNREAD_PUSHES)
def waiting(staff: Staff) -> str:
    newest = unread_pushes(staff).limit(MOST_SHOWN)
    with house().database.reading() as rows:
        lines = [unread_row(each) for each in rows.scalars(newest)]
    return render_template("unread_pushes.html", lines=lines, read=_just_read())


@blueprint.post("")
@staff_required(Permission.SEE_UNREAD_PUSHES)
def again(staff: Staff) -> Any:
    with house().database.writing() as rows:
        count = read_again(rows, staff, now=now())
    return redirect(url_for("unread_pushes.waiting", read=count), 303)


def _just_read() -> int | None:
    told = request.args.get("read", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= MOST_DIGITS else None
