from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.proofs import knows_secret
from training.attendance.terms import TurnedAway
from training.attendance.views.admit_device import Caller, agreed_with, brought_by, registered_device
from training.database import insert_new
from training.records.attendance.devices import Device, UnknownDevice


def note_unknown(session: Session, caller: Caller, *, now: datetime) -> int:
    """List the serial, so that whoever registers machines can read it off; says how often it has come."""
    reason, address = _why_refused(session, caller), caller.address[:64]
    row = {"serial": caller.serial, "reason": reason, "address": address, "times": 1}
    if insert_new(session, UnknownDevice, [row | {"first_seen_at": now, "last_seen_at": now}]):
        return 1
    found = session.scalars(select(UnknownDevice).where(UnknownDevice.serial == caller.serial)).one()
    found.last_seen_at, found.times = now, found.times + 1
    found.reason, found.address = reason, address
    return found.times


def _why_refused(session: Session, caller: Caller) -> TurnedAway:
    device = registered_device(session, caller.serial)
    before = session.scalar(select(Device.id).where(Device.serial == caller.serial).limit(1))
    if device is None:
        return TurnedAway.UNKNOWN if before is None else TurnedAway.REMOVED
    knows = knows_secret(agreed_with(device), brought_by(caller))
    return TurnedAway.WRONG_PLACE if knows else TurnedAway.WRONG_PATH
