from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import object_session

from training.attendance.rules.device_signals import is_in_touch
from training.notice.policy import Policy
from training.records.attendance.devices import Device, DeviceContact


def note_contact(device: Device, policy: Policy, *, now: datetime) -> None:
    """The device, of an open session, was heard: in a request that counts, for others end no silence."""
    if not is_in_touch(device.last_seen_at, now, policy):
        device.in_touch_since = now
    # Two requests may end in another order than they began.
    device.last_seen_at = max(now, device.last_seen_at or now)
    _lengthen(device, policy, now)


def _lengthen(device: Device, policy: Policy, now: datetime) -> None:
    """The newest span of contact, or begin another after a silence."""
    session = object_session(device)
    if session is None:
        raise ValueError("a device of no session")
    newest = select(DeviceContact).where(DeviceContact.device_id == device.id)
    span = session.scalars(newest.order_by(DeviceContact.id.desc()).limit(1)).first()
    # A clock of ours that ran ahead and was set back must not hide the contact that follows.
    is_before = span is not None and now < span.began_at - policy.device_silent
    if span is None or is_before or not is_in_touch(span.last_at, now, policy):
        session.add(DeviceContact(device_id=device.id, began_at=now, last_at=now))
    else:
        span.last_at = max(now, span.last_at)
