"""本半天未到: who has not come, class by class; names, so that whoever looks is noted."""

from flask import Blueprint, render_template

from training.notice.clock import clock
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.worklist.views.missing_now import missing_now
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("missing", __name__, url_prefix="/desk/missing")
MOST = 100
"""Classes; of a whole city those of which most are missing."""


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def index(staff: Staff) -> str:
    with house().database.reading() as rows:
        found = missing_now(rows, staff, now=now())
    people, at = sum(len(each.people) for each in found), clock(now())
    return render_template("desk_missing.html", found=found[:MOST], all=len(found), people=people, clock=at)
