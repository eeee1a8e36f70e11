from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.hear_device import hear_device
from training.attendance.views.policy_for_devices import policy_for_devices
from training.records.attendance.devices import Device


def note_access_control(session: Session, device: Device, address: str, *, now: datetime) -> None:
    """门禁: the machine has said that it controls a door, and so speaks that protocol (R43)."""
    hear_device(session, device, policy_for_devices(session, now), address, now=now)
    device.is_access_control = True
