"""需要我处理: the whole list of what waits for whoever asks, kind by kind, page by page."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for

from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.worklist.rules.worklist import read_mark
from training.worklist.terms import WorkKind
from training.worklist.views.see_worklist import see_worklist
from webapp.desk.frame.appearance import hide_steps
from webapp.desk.overview.pages.work import work_line
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("work", __name__, url_prefix="/desk/work")
A_PAGE = 50


@blueprint.get("")
@staff_required(Permission.ENTER_DESK)
def index(staff: Staff) -> str:
    kind = WorkKind.__members__.get(request.args.get("kind", ""))
    after = read_mark(request.args.get("after", ""))
    with house().database.reading() as rows:
        found = see_worklist(rows, staff, kind, after, most=A_PAGE, now=now())
    lines = [work_line(each, now()) for each in found.lines]
    return render_template("desk_work.html", found=found, lines=lines, kind=kind, after=after, kinds=WorkKind)


@blueprint.post("/steps")
@staff_required(Permission.MANAGE_STAFF)
def hide_first_steps(staff: Staff) -> Response:
    """不再显示: in this browser, whatever is left to do."""
    return hide_steps(make_response(redirect(url_for("staff.home"), 303)))
