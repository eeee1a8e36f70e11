from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.records.attendance.devices import UnknownDevice

STRANGERS_KEPT = timedelta(days=90)
"""A machine that is to be registered asks every half minute; a quarter suffices to look into an attempt."""


def forget_strangers(session: Session, *, now: datetime) -> None:
    """Remove who was turned away (陌生考勤机) and has not been heard of for a quarter, with the address."""
    session.execute(delete(UnknownDevice).where(UnknownDevice.last_seen_at <= now - STRANGERS_KEPT))
