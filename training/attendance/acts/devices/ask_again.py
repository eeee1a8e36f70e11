from datetime import date, datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.ask_for_days import ask_for_days
from training.attendance.terms import CommandKind
from training.records.attendance.devices import Device


def ask_again(
    session: Session, device: Device, days: tuple[date, date], *, asked_by: str, now: datetime
) -> None:
    """Queue a request for all punches of these days, first to last; raises BadSpan."""
    ask_for_days(session, device, CommandKind.RESEND, days, asked_by=asked_by, now=now)
