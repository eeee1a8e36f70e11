"""Who speaks as a machine: one that is registered, and knows its secret (R43)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.attendance.devices import Device, UnknownDevice
from training.staff.rules.digest import digest


def registered_device(session: Session, serial: str) -> Device | None:
    in_use = select(Device).where(Device.serial == serial, Device.removed_at.is_(None))
    return session.scalars(in_use).one_or_none()


# What calls itself a machine and is none may call itself anything.
A_SERIAL = re.compile(r"[\x21-\x7e]{1,64}")


MOST_LISTED = 1_000


NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Caller:
    """Whoever speaks the machines' protocol: the serial it names, the secret of the address, the network."""

    serial: str
    secret: str
    address: str


def admit_device(session: Session, caller: Caller) -> Device | None:
    """The machine, if it is registered and knows its secret."""
    device = registered_device(session, caller.serial)
    return device if device is not None and _knows_secret(device, caller.secret) else None


def is_to_be_noted(session: Session, caller: Caller, now: datetime) -> bool:
    """Whether `note_unknown` is due: a machine that is turned away asks again every half minute, for ever."""
    if not A_SERIAL.fullmatch(caller.serial):
        return False
    last = session.scalar(select(UnknownDevice.last_seen_at).where(UnknownDevice.serial == caller.serial))
    if last is not None:
        return now - last >= NOTED_EVERY
    # Made-up serials must not fill the disk.
    return (session.scalar(select(func.count()).select_from(UnknownDevice)) or 0) < MOST_LISTED


def _knows_secret(device: Device, secret: str) -> bool:
    # A machine without a secret has none to bring: another address than its own is a mistake as well.
    if device.secret_digest is None:
        return not secret
    return compare_digest(digest(secret), device.secret_digest)
