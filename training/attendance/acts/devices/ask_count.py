from datetime import date, datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.ask_for_days import ask_for_days
from training.attendance.terms import CommandKind
from training.records.attendance.devices import Device


def ask_count(
    session: Session, device: Device, days: tuple[date, date], *, asked_by: str, now: datetime
) -> None:
    """Queue the question how many punches it has of these days; raises BadSpan."""
    ask_for_days(session, device, CommandKind.COUNT, days, asked_by=asked_by, now=now)
