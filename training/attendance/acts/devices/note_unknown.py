from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.views.admit_device import Caller, registered_device
from training.database import insert_new
from training.records.attendance.devices import Device, UnknownDevice


def note_unknown(session: Session, caller: Caller, *, now: datetime) -> None:
    """List the serial, so that whoever registers machines can read it off."""
    reason, address = _why_refused(session, caller.serial), caller.address[:64]
    row = {"serial": caller.serial, "reason": reason, "address": address, "times": 1}
    if insert_new(session, UnknownDevice, [row | {"first_seen_at": now, "last_seen_at": now}]):
        return
    found = session.scalars(select(UnknownDevice).where(UnknownDevice.serial == caller.serial)).one()
    found.last_seen_at, found.times = now, found.times + 1
    found.reason, found.address = reason, address


def _why_refused(session: Session, serial: str) -> str:
    if registered_device(session, serial) is not None:
        return "密钥不对"
    before = session.scalar(select(Device.id).where(Device.serial == serial).limit(1))
    return "没有登记" if before is None else "已停用"
