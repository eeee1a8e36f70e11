"""查班记录: the list of checks, and the same as a file."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session

from training.checks.rules.check_list import HEADINGS
from training.checks.views.lists.check_list import listed_checks, offered_checks, order_of_checks
from training.notice.permissions import Permission
from training.records.checks.spot_checks import SpotCheck
from training.records.staff.staff import Staff
from webapp.desk.checks.pages.check_lines import check_lines
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.web.house import now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("check_list", __name__, url_prefix="/desk/checks")


@blueprint.get("")
@staff_required(Permission.SEE_CHECKS)
def index(staff: Staff) -> Any:
    return show_table(staff, CHECKS, crumbs=(("查班", url_for("checks.index")), ("查班记录", "")))


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_CHECKS)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, CHECKS, ending)


def _lines(rows: Session, staff: Staff, found: Sequence[SpotCheck]) -> list[Line]:
    addresses = [url_for("checks.one", check_id=each.public_id) for each in found]
    return check_lines(found, addresses, now())


CHECKS = Table(
    "check_list.index",
    "查班记录",
    "次",
    "班号、班名、机构",
    "点编号看这次检查；作废的也在。",
    ("还没有查过班", "在“查班”页开始一次检查，每一次都会留在这里。"),
    HEADINGS,
    offered_checks,
    listed_checks,
    order_of_checks,
    _lines,
)
