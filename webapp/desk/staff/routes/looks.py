"""查阅记录: who of the office looked at whose data, for the city and the auditors."""

from typing import Any

from flask import Blueprint, render_template, request

from training.notice.permissions import Permission
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.staff.staff import Staff
from webapp.trainees.pages.claims import stamp
from webapp.web.bad_input import small_number
from webapp.web.house import house
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("looks", __name__, url_prefix="/desk/looks")
PAGE = 100


@blueprint.get("")
@staff_required(Permission.SEE_PAPER_OPENINGS)
def show(staff: Staff) -> Any:
    who, before = request.args.get("who", "").strip()[:64], request.args.get("before", type=small_number)
    with house().database.reading() as rows:
        found = list_looks(rows, Wanted(who, before=before), PAGE + 1)
        lines = [
            (stamp(each.looked_at), each.who, each.door.value, each.what, each.subject)
            for each in found[:PAGE]
        ]
    earlier = found[PAGE - 1].id if len(found) > PAGE else None
    return render_template("looks.html", lines=lines, who=who, before=earlier)
