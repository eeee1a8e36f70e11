"""One punch as a file or a machine tells it."""

from datetime import datetime
from typing import NamedTuple

from training.notice.clock import SHANGHAI
from training.notice.identity import ATTENDANCE_NUMBER
from training.notice.terms import Severity
from training.sheets.findings import Finding

LOST_DIGITS = "被 Excel 存成了数字，后几位已经丢失；请把这一列的格式改为“文本”，再重新录入。"
NOWHEN = datetime.min.replace(tzinfo=SHANGHAI)


class PunchRow(NamedTuple):
    """One punch as read; `punched_at` is aware. A row with an error is not to be stored."""

    row: int
    number: str
    punched_at: datetime
    device: str = ""
    status: int | None = None
    verify: int | None = None
    findings: tuple[Finding, ...] = ()


def refused_row(row: int, column: str, value: str, message: str, sheet: str) -> PunchRow:
    """A row of which only that it is wrong can be told."""
    return PunchRow(row, "", NOWHEN, findings=(Finding(row, column, value, message, Severity.ERROR, sheet),))


def read_number(text: str) -> str | None:
    """考勤号 as the machine counts it, without leading zeros; None for what is none."""
    number = text.strip().lstrip("0")
    return number if ATTENDANCE_NUMBER.fullmatch(number) else None
