"""提醒: everything that somebody was told, by what it is about and whether a channel took it."""

from typing import Any

from flask import Blueprint, render_template, request

from training.notice.permissions import Permission
from training.outbox.rules.groups_of_alerts import AlertGroup
from training.outbox.views.list_alerts import WantedAlerts, list_alerts
from training.records.staff.staff import Staff
from webapp.desk.overview.pages.alerts import alert_line
from webapp.web.bad_input import small_number
from webapp.web.house import house, now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("alerts", __name__, url_prefix="/desk/alerts")
A_PAGE = 50
STATES = {"told": ("已通知", True), "here": ("只在网页", False)}


@blueprint.get("")
@staff_required(Permission.ENTER_DESK)
def index(staff: Staff) -> Any:
    group = AlertGroup.__members__.get(request.args.get("of", ""))
    state = request.args.get("state", "")
    before = request.args.get("before", type=small_number)
    is_told = STATES[state][1] if state in STATES else None
    with house().database.reading() as rows:
        found = list_alerts(rows, staff, WantedAlerts(group, is_told, before), A_PAGE)
        lines = [alert_line(each, now()) for each in found.alerts]
    kept = {"of": group.name if group else None, "state": state if state in STATES else None}
    return render_template(
        "desk_alerts.html",
        lines=lines,
        older=found.older,
        before=before,
        kept=kept,
        groups=AlertGroup,
        states=STATES,
    )
