"""/desk/payments: everybody's subsidies and what was paid; a school reads those of its own people (R22)."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from training.notice.permissions import Permission
from training.payments.rules.line_list import HEADINGS
from training.payments.views.list_lines import listed_lines, offered_lines, order_of_lines
from training.payments.views.paid_of import paid_of
from training.records.staff.staff import Staff
from training.records.subsidies.lines import SubsidyLine
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.desk.payments.pages.line_list import subsidy_lines
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("line_list", __name__, url_prefix="/desk/payments")


@blueprint.get("")
@staff_required(Permission.SEE_LINES)
def index(staff: Staff) -> Any:
    return show_table(staff, LINES)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_LINES)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, LINES, ending)


def _lines(rows: Session, staff: Staff, found: Sequence[SubsidyLine]) -> list[Line]:
    return subsidy_lines(staff, found, paid_of(rows, [each.id for each in found]))


NOTHING = (
    "还没有补贴",
    "班级的合格名单确认、旗县区核定补贴以后，每人一行列在这里；C1 补贴从上会起列在这里。",
)
LINES = Table(
    "line_list.index",
    "补贴明细",
    "笔",
    "班号、姓名、机构",
    "每人一笔：核定、审定、拨付到哪一步；金额以自治区系统数据为准。C1 补贴从上会起列在这里。",
    NOTHING,
    HEADINGS,
    offered_lines,
    listed_lines,
    order_of_lines,
    _lines,
)
