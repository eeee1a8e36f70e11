"""Who speaks as a machine: one that is registered, and what it brings to prove itself (R43)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.rules.proofs import NOBODY, Agreed, Brought, Standing, standing_of
from training.attendance.terms import TurnedAway
from training.notice.clock import is_recent, shanghai_day
from training.records.attendance.devices import Device, UnknownDevice
from training.staff.rules.digest import digest


def registered_device(session: Session, serial: str) -> Device | None:
    in_use = select(Device).where(Device.serial == serial, Device.removed_at.is_(None))
    return session.scalars(in_use).one_or_none()


# What calls itself a machine and is none may call itself anything.
A_SERIAL = re.compile(r"[\x21-\x7e]{1,64}")


MOST_LISTED = 1_000
"""Of serials that no machine ever had; attempts in the name of a known one are as few as the machines."""


NOTED_EVERY = timedelta(minutes=1)
"""So that strangers cost no more writing than a place on the list each minute."""


@dataclass(frozen=True)
class Caller:
    """Whoever speaks the machines' protocol: the serial it names, the secret of the address, the network.

    Host is the name that it calls us by, port the one that it really reached.
    """

    serial: str
    secret: str
    address: str
    host: str = ""
    port: int = 0


@dataclass(frozen=True)
class Admission:
    """What a request in the name of a serial is worth; without a machine it is refused."""

    device: Device | None
    standing: Standing

    @property
    def is_proven(self) -> bool:
        return self.standing.is_proven

    @property
    def counts(self) -> bool:
        """Whether its punches may credit hours, and it shows that the machine is there."""
        return self.standing.counts


def admit_device(session: Session, caller: Caller, now: datetime) -> Admission:
    """The machine and what the request proves; an unknown serial is compared like a known one."""
    device = registered_device(session, caller.serial)
    agreed = agreed_with(device) if device is not None else NOBODY
    standing = standing_of(agreed, brought_by(caller), shanghai_day(now))
    return Admission(None if standing is Standing.REFUSED else device, standing)


def brought_by(caller: Caller) -> Brought:
    """What it brings as digests, which take as long for any word."""
    secret = digest(caller.secret) if caller.secret else None
    return Brought(secret, digest(caller.host.lower()), caller.port, caller.address)


def agreed_with(device: Device) -> Agreed:
    """What the machine must bring."""
    return Agreed(
        secret=device.secret_digest,
        next_secret=device.next_secret_digest,
        host=device.own_host_digest,
        port=device.own_port,
        networks=tuple(device.pinned_networks.split()),
        counts_until=device.proof_due_on,
    )


def is_to_be_noted(session: Session, caller: Caller, now: datetime) -> bool:
    """Whether `note_unknown` is due: a machine that is turned away asks again every half minute, for ever."""
    if not A_SERIAL.fullmatch(caller.serial):
        return False
    last = session.scalar(select(UnknownDevice.last_seen_at).where(UnknownDevice.serial == caller.serial))
    if last is not None:
        return not is_recent(last, NOTED_EVERY, now)
    known = session.scalar(select(func.count()).where(Device.serial == caller.serial)) or 0
    return known > 0 or _has_room(session, now)


def _has_room(session: Session, now: datetime) -> bool:
    """Made-up serials fill neither the disk nor, for longer than a minute, the list."""
    made_up = UnknownDevice.reason == TurnedAway.UNKNOWN
    listed = select(func.count(), func.min(UnknownDevice.last_seen_at)).where(made_up)
    count, longest_unseen = session.execute(listed).one()
    return count < MOST_LISTED or not is_recent(longest_unseen, NOTED_EVERY, now)
