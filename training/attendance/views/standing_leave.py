from sqlalchemy import ColumnElement, exists

from training.records.attendance.leave import LeaveOfAbsence, LeaveRevocation


def is_standing() -> ColumnElement[bool]:
    """Of the `LeaveOfAbsence` of a query: nobody took it back."""
    return ~exists().where(LeaveRevocation.leave_id == LeaveOfAbsence.id)
