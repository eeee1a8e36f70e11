"""经办记录: the log of every act over all subjects, and the same as a file."""

from typing import Any

from flask import Blueprint, Response, render_template

from training.history.rules.act_log import log_offer
from training.history.views.act_log import act_log, act_portions
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from webapp.desk.acts.pages.acts import HEADINGS, act_cells
from webapp.desk.lists.days import short_moment
from webapp.desk.lists.files import list_file
from webapp.desk.lists.showing import Shown, asked, to_own_address
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("acts", __name__, url_prefix="/desk/acts")
PORTION = 500


@blueprint.get("")
@staff_required(Permission.SEE_ACTS)
def index(staff: Staff) -> Any:
    at = now()
    listing = asked(log_offer(shanghai_day(at)))
    if elsewhere := to_own_address(listing):
        return elsewhere
    with house().database.reading() as rows:
        found = act_log(rows, staff, listing)
    page = found.page
    shown = Shown("acts.index", listing, "条", page.total, page.newer, page.older, page.is_first_again)
    lines = [(short_moment(each.line.at, at), each) for each in found.acts]
    return render_template("desk_acts.html", shown=shown, lines=lines)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_ACTS)
def take_away(staff: Staff, ending: str) -> Response:
    listing = asked(log_offer(shanghai_day(now())))
    with house().database.reading() as rows:
        portions = act_portions(rows, staff, listing, PORTION)
        return list_file(
            ending, "经办记录", HEADINGS, (act_cells(each) for found in portions for each in found)
        )
