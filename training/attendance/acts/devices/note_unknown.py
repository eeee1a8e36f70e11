from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from training.attendance.rules.proofs import knows_secret
from training.attendance.terms import TurnedAway
from training.attendance.views.admit_device import (
    MOST_LISTED,
    Caller,
    agreed_with,
    brought_by,
    registered_device,
)
from training.database import insert_new
from training.notice.clock import CLOCKS_APART
from training.records.attendance.devices import Device, UnknownDevice


def note_unknown(session: Session, caller: Caller, *, now: datetime) -> int:
    """List the serial, so that whoever registers machines can read it off; says how often it has come.

    On a full list it takes the place of the stranger that has been unseen the longest.
    """
    reason, address = _why_refused(session, caller), caller.address[:64]
    row = {"serial": caller.serial, "reason": reason, "address": address, "times": 1}
    if insert_new(session, UnknownDevice, [row | {"first_seen_at": now, "last_seen_at": now}]):
        if reason is TurnedAway.UNKNOWN:
            _make_room(session, now)
        return 1
    found = session.scalars(select(UnknownDevice).where(UnknownDevice.serial == caller.serial)).one()
    found.last_seen_at, found.times = now, found.times + 1
    found.reason, found.address = reason, address
    return found.times


def _make_room(session: Session, now: datetime) -> None:
    """What a clock that ran ahead wrote goes first: it would be the latest for ever."""
    strangers = select(UnknownDevice.id).where(UnknownDevice.reason == TurnedAway.UNKNOWN)
    is_right = UnknownDevice.last_seen_at <= now + CLOCKS_APART
    latest_first = is_right.desc(), UnknownDevice.last_seen_at.desc(), UnknownDevice.id.desc()
    surplus = session.scalars(strangers.order_by(*latest_first).offset(MOST_LISTED)).all()
    if surplus:
        session.execute(delete(UnknownDevice).where(UnknownDevice.id.in_(surplus)))


def _why_refused(session: Session, caller: Caller) -> TurnedAway:
    device = registered_device(session, caller.serial)
    before = session.scalar(select(Device.id).where(Device.serial == caller.serial).limit(1))
    if device is None:
        return TurnedAway.UNKNOWN if before is None else TurnedAway.REMOVED
    knows = knows_secret(agreed_with(device), brought_by(caller))
    return TurnedAway.WRONG_PLACE if knows else TurnedAway.WRONG_PATH
