"""请假 of all classes: the list, and the same as a file; it is registered and taken back in the class."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, url_for
from sqlalchemy.orm import Session

from training.attendance.rules.leave_list import HEADINGS
from training.attendance.views.lists.leave_list import listed_leaves, offered_leaves, order_of_leaves
from training.notice.permissions import Permission
from training.records.attendance.leave import LeaveOfAbsence
from training.records.staff.staff import Staff
from webapp.desk.attendance.pages.leaves import leave_rows
from webapp.desk.lists.tables import Line, Table, show_table, table_file
from webapp.web.house import now
from webapp.web.staff_auth import staff_required

blueprint = Blueprint("leaves", __name__, url_prefix="/desk/leave")


@blueprint.get("")
@staff_required(Permission.SEE_CLASSES)
def index(staff: Staff) -> Any:
    return show_table(staff, LEAVES)


@blueprint.get("/list.<ending>", endpoint="index_file")
@staff_required(Permission.SEE_CLASSES)
def take_away(staff: Staff, ending: str) -> Response:
    return table_file(staff, LEAVES, ending)


def _lines(rows: Session, staff: Staff, found: Sequence[LeaveOfAbsence]) -> list[Line]:
    classes = [each.enrolment.training_class.public_id for each in found]
    addresses = [url_for("class_leave.leave", class_id=each) for each in classes]
    return leave_rows(staff, found, addresses, now())


LEAVES = Table(
    "leaves.index",
    "请假",
    "条",
    "姓名、尾号、班号、机构",
    "登记请假和销假在班级的“请假”页，点姓名就到。",
    ("还没有请假", "打开班级的“请假”页登记；登记过的都列在这里。"),
    HEADINGS,
    offered_leaves,
    listed_leaves,
    order_of_leaves,
    _lines,
)
