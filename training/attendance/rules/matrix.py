"""人 × 半天: what one half day of one trainee came to, as one cell of the class's table of hours; pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from training.attendance.rules.attendance import HalfDayCredit, Outcome, is_online
from training.notice.class_hours import hours


class Cell(StrEnum):
    """How a half day stands."""

    FULL = "full"
    PART = "part"
    MISSED = "miss"
    LEAVE = "away"
    WAITING = "wait"
    PRESENT = "now"
    """Came, and has not left yet."""
    NOT_YET = ""
    """To come, or not yet late."""
    NOT_HELD = "cancelled"
    GONE = "gone"
    """After this trainee left the class."""


class CameFrom(StrEnum):
    """打卡来源: by what a half day was credited."""

    LIVE = "考勤机实时"
    BACKLOG = "考勤机补传"
    FILE = "考勤机文件"
    WATCHED = "直播观看"
    MADE_GOOD = "补卡"


@dataclass(frozen=True, slots=True)
class HalfDayCell:
    """One cell: its kind, and the number or word inside, which says it without colours."""

    cell: Cell
    text: str


def cell_of(credit: HalfDayCredit, now: datetime, *, has_leave: bool) -> HalfDayCell:
    """The first that holds; a half day that earned something shows it whatever else is known of it."""
    if credit.outcome is Outcome.CANCELLED:
        return HalfDayCell(Cell.NOT_HELD, "停")
    if credit.outcome is Outcome.LEFT_CLASS:
        return HalfDayCell(Cell.GONE, "–")
    if credit.halves:
        whole = credit.halves >= credit.windows.halves
        return HalfDayCell(Cell.FULL if whole else Cell.PART, hours(credit.halves))
    if credit.waiting:
        return HalfDayCell(Cell.WAITING, "待")
    if has_leave:
        return HalfDayCell(Cell.LEAVE, "假")
    return _open(credit, now) if credit.is_open else HalfDayCell(Cell.MISSED, "缺")


def _open(credit: HalfDayCredit, now: datetime) -> HalfDayCell:
    if credit.first is not None:
        return HalfDayCell(Cell.PRESENT, "在")
    is_late = now > credit.windows.in_closes and not is_online(credit.windows)
    return HalfDayCell(Cell.MISSED, "未") if is_late else HalfDayCell(Cell.NOT_YET, "·")
