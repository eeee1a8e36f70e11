from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.terms import ProofKind
from training.records.attendance.devices import Device, DeviceProof


def take_up_secret(session: Session, device: Device, *, now: datetime) -> None:
    """The machine has come at its new address: that one is its only one from now on."""
    if device.next_secret_digest is None:
        # Another connection of it was first.
        return
    device.secret_digest, device.next_secret_digest = device.next_secret_digest, None
    given = select(DeviceProof).where(DeviceProof.device_id == device.id, DeviceProof.kind == ProofKind.PATH)
    for newest in session.scalars(given.order_by(DeviceProof.id.desc()).limit(1)):
        newest.first_used_at = now
