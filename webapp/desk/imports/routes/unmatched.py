"""对不上人的打卡: which numbers of a school's machines are in no roster, and how they come to count (R43)."""

from datetime import timedelta

from flask import Blueprint, Response, make_response, render_template, request

from training.attendance.views.lists.unmatched_numbers import UnmatchedNumber, unmatched_numbers
from training.classes.views.reached_school import reached_school
from training.errors import Refusal
from training.notice.permissions import Permission, may
from training.records.staff.staff import Staff
from webapp.desk.imports.pages.imports import when
from webapp.web.errors import status_of
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("unmatched", __name__, url_prefix="/desk/imports/unmatched")
SO_FAR_BACK = timedelta(days=60)
MOST_SHOWN = 200


@blueprint.get("")
@staff_required(Permission.SEE_UNMATCHED_PUNCHES)
def show(staff: Staff) -> Response:
    """Of the own school; anybody else says of which."""
    name = request.args.get("institution", "").strip()
    if not (name or staff.institution_id):
        return make_response(_page(staff, "", None))
    try:
        with house().database.reading() as rows:
            school = reached_school(rows, staff, name, Permission.SEE_UNMATCHED_PUNCHES)
            lines = unmatched_numbers(rows, school, now() - SO_FAR_BACK)
            return make_response(_page(staff, school.name, lines))
    except Refusal as refusal:
        return make_response(_page(staff, name, None, str(refusal)), status_of(refusal))


def _page(staff: Staff, school: str, lines: list[UnmatchedNumber] | None, error: str = "") -> str:
    return render_template(
        "unmatched.html",
        school=school,
        may_match=may(staff.role, Permission.MATCH_NUMBERS),
        lines=None if lines is None else lines[:MOST_SHOWN],
        total=sum(each.punches for each in lines or ()),
        days=SO_FAR_BACK.days,
        when=when,
        error=error,
    )
