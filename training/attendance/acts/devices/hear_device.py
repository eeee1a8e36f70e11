from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.note_contact import note_contact
from training.attendance.acts.signals.signal_sender import signal_sender
from training.notice.policy import Policy
from training.records.attendance.devices import Device


def hear_device(
    session: Session,
    device: Device,
    policy: Policy,
    address: str,
    stamp: int | None = None,
    *,
    now: datetime,
) -> None:
    """The machine has shown that it is there, from this address; what else it may mean is signalled (R43)."""
    note_contact(device, policy, now=now)
    signal_sender(session, device, (address, stamp), policy, now=now)
