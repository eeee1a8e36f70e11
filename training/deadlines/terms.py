"""The words of deadlines that the calendar moves."""

from enum import StrEnum


class DeadlineKind(StrEnum):
    """What ends, or falls due, on a day that was found by counting working days."""

    PUBLICITY = "公示"
    CONFIRMATION = "二人确认"
    FEEDBACK = "反馈"
    DATA_REQUEST = "个人信息请求"
