"""The secrets that a machine was given to come by, as rows: the secrets themselves nobody has."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.attendance.terms import ProofKind
from training.records.attendance.devices import Device, DeviceProof


def newest_secret(session: Session, device: Device) -> DeviceProof:
    """The last one; raises NoResultFound of a machine that never had one."""
    return session.scalars(_given(device).order_by(DeviceProof.id.desc()).limit(1)).one()


def secret_in_use(session: Session, device: Device) -> DeviceProof | None:
    """The one that it comes by now: the last that it took up, or that of its registration."""
    if device.secret_digest is None:
        return None
    taken_up = _given(device).where(DeviceProof.first_used_at.is_not(None))
    last = session.scalars(taken_up.order_by(DeviceProof.id.desc()).limit(1)).first()
    return last or session.scalars(_given(device).order_by(DeviceProof.id).limit(1)).first()


def _given(device: Device) -> Select[DeviceProof]:
    return select(DeviceProof).where(DeviceProof.device_id == device.id, DeviceProof.kind == ProofKind.PATH)
