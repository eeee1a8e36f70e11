"""How many punches of a machine we have, under both its names: a file brings what a push did not."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch


def count_punches(session: Session, device: Device, span: tuple[datetime, datetime] | None = None) -> int:
    """Of the span, both its seconds included, or of all time; one punch that came both ways counts once."""
    own = select(Punch.number, Punch.punched_at).where(
        Punch.institution_id == device.institution_id,
        Punch.device.in_({device.name, device.number} - {""}),
    )
    if span:
        own = own.where(Punch.punched_at.between(*span))
    return session.scalar(select(func.count()).select_from(own.distinct().subquery())) or 0
