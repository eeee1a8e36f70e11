"""提醒: everything that somebody was told, by what it is about and whether a channel took it."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from training.notice.permissions import Permission
from training.outbox.rules.alert_list import HEADINGS
from training.outbox.views.alert_list import listed_alerts, offered_alerts, order_of_alerts
from training.records.outbox.alerts import Alert
from training.records.staff.staff import Staff
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.desk.overview.pages.alerts import alert_rows
from webapp.web.house import now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("alerts", __name__, url_prefix="/desk/alerts")


@blueprint.get("")
@staff_required(Permission.ENTER_DESK)
def index(staff: Staff) -> Any:
    return show_table(staff, ALERTS)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.ENTER_DESK)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, ALERTS, ending)


def _lines(rows: Session, staff: Staff, found: Sequence[Alert]) -> list[Line]:
    return alert_rows(found, now())


ALERTS = Table(
    "alerts.index",
    "提醒",
    "条",
    "",
    "只作线索，不作结论；要办的事在“需要我处理”。",
    ("没有提醒事项。", "有欠查、逾期、失联、批次待确认等情况时，会在这里写明。"),
    HEADINGS,
    offered_alerts,
    listed_alerts,
    order_of_alerts,
    _lines,
)
