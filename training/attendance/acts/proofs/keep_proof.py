from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.terms import ProofKind
from training.records.attendance.devices import Device, DeviceProof


def keep_proof(
    session: Session, device: Device, proof: tuple[ProofKind, str], *, given_by: str, now: datetime
) -> None:
    """Record what the machine is given to prove itself by, and by whom."""
    kind, detail = proof
    session.add(
        DeviceProof(device_id=device.id, kind=kind, detail=detail, given_at=now, given_by=given_by[:64])
    )
