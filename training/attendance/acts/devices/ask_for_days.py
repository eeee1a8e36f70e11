from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from training.attendance.acts.devices.queue_command import queue_command
from training.attendance.terms import CommandKind
from training.errors import NotRight
from training.notice.clock import SHANGHAI
from training.records.attendance.devices import Device

LAST_SECOND = timedelta(seconds=1)


WORDS = {CommandKind.RESEND: "DATA QUERY ATTLOG", CommandKind.COUNT: "VERIFY SUM ATTLOG"}


def ask_for_days(
    session: Session,
    device: Device,
    kind: CommandKind,
    days: tuple[date, date],
    *,
    asked_by: str,
    now: datetime,
) -> None:
    first, last = days
    if last < first:
        raise BadSpan
    starts_at = datetime.combine(first, time(), SHANGHAI)
    ends_at = datetime.combine(last + timedelta(days=1), time(), SHANGHAI) - LAST_SECOND
    span = f"StartTime={starts_at:%Y-%m-%d %H:%M:%S}\tEndTime={ends_at:%Y-%m-%d %H:%M:%S}"
    command = queue_command(session, device, kind, f"{WORDS[kind]} {span}", asked_by=asked_by, now=now)
    command.starts_at, command.ends_at = starts_at, ends_at


class BadSpan(NotRight):
    """The last day comes before the first."""

    def __init__(self) -> None:
        super().__init__("最后一天不能早于第一天，请核对日期。")
