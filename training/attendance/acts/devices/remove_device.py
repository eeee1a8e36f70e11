from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.find_device import find_device
from training.records.attendance.devices import Device


def remove_device(session: Session, serial: str, *, removed_by: str, now: datetime) -> Device:
    """From now on it is turned away; what it brought stays. Raises NotFound."""
    device = find_device(session, serial)
    device.removed_at, device.removed_by = now, removed_by
    session.flush()
    return device
