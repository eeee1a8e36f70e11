from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.hear_device import hear_device
from training.attendance.acts.devices.note_drift import note_drift
from training.attendance.sheets.push_fields import printable
from training.attendance.views.policy_for_devices import policy_for_devices
from training.records.attendance.devices import Device


@dataclass(frozen=True)
class Greeting:
    """What a handshake tells: the machine's language, its clock where it has sent one, and its mode."""

    language: str = ""
    clock: datetime | None = None
    is_at_a_door: bool = False
    """门禁: it asks to be registered in access-control mode."""
    address: str = ""
    """Of the network that it came from."""


def note_greeting(session: Session, device: Device, greeting: Greeting, *, now: datetime) -> None:
    policy = policy_for_devices(session, now)
    hear_device(session, device, policy, greeting.address, now=now)
    device.language = printable(greeting.language, 8)
    if not greeting.is_at_a_door:
        # Somebody has set it back to attendance: it understands our commands again.
        device.is_access_control = False
    if greeting.clock is not None:
        note_drift(session, device, greeting.clock - now, policy, now=now)
