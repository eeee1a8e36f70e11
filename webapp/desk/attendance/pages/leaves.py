"""Leave of all classes as its list shows it; pure."""

from collections.abc import Sequence
from datetime import datetime

from training.notice.clock import shanghai_day
from training.records.attendance.leave import LeaveOfAbsence
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import When, cell_of_day, cell_of_moment, weekday
from webapp.desk.lists.tables import Cell, Line, Mark


def leave_rows(
    staff: Staff, leaves: Sequence[LeaveOfAbsence], addresses: Sequence[str], now: datetime
) -> list[Line]:
    """In the order given, each with the page of its class's leave."""
    return [_line(staff, each, address, now) for each, address in zip(leaves, addresses, strict=True)]


def _line(staff: Staff, own: LeaveOfAbsence, address: str, now: datetime) -> Line:
    of, back = own.enrolment.training_class, own.revocation
    day = cell_of_day(own.held_on, shanghai_day(now))
    cells: dict[str, Cell] = {
        "who": name_for(staff, own.enrolment.trainee.name),
        "number": of.class_number,
        "school": of.institution.name,
        "day": When(*(f"{each} 周{weekday(own.held_on)}" for each in day)),
        "part": own.part.value,
        "reason": own.reason,
        "by": cell_of_moment(own.approved_at, now, own.approved_by),
        "state": Mark("已销假") if back else Mark("有效", "good"),
        "back": f"{back.revoked_by}：{back.reason}" if back else "",
    }
    return Line(address, cells)
