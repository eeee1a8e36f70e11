"""What a machine says of itself when it speaks: that it lives, its firmware, its counts, its clock (R43)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.attendance.acts.record_signals import signal_drift
from training.attendance.rules.device_signals import drifts, is_in_touch
from training.attendance.sheets.push_fields import printable, read_int
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.records.attendance.devices import Device

SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Greeting:
    """What a handshake tells: the machine's language, and its clock where it has sent one."""

    language: str = ""
    clock: datetime | None = None


def policy_for_devices(session: Session, now: datetime) -> Policy:
    """The city's: a machine serves classes of several districts."""
    return choose_rule_set(session, None, now.astimezone(SHANGHAI).date()).policy


def is_contact_due(device: Device, now: datetime) -> bool:
    """Whether `note_contact` is due: machines ask every ten seconds, and each write makes others wait."""
    return device.last_seen_at is None or now - device.last_seen_at >= SEEN_EVERY


def note_contact(device: Device, policy: Policy, *, now: datetime) -> None:
    if not is_in_touch(device.last_seen_at, now, policy):
        device.in_touch_since = now
    # Two requests may end in another order than they began.
    device.last_seen_at = max(now, device.last_seen_at or now)


def note_greeting(session: Session, device: Device, greeting: Greeting, *, now: datetime) -> None:
    policy = policy_for_devices(session, now)
    note_contact(device, policy, now=now)
    device.language = printable(greeting.language, 8)
    if greeting.clock is not None:
        note_drift(session, device, greeting.clock - now, policy, now=now)


def note_drift(session: Session, device: Device, drift: timedelta, policy: Policy, *, now: datetime) -> None:
    device.clock_drift_seconds = max(-(10**9), min(10**9, round(drift.total_seconds())))
    if drifts(drift, policy):
        signal_drift(session, device, drift, now=now)


def note_counts(device: Device, told: str) -> None:
    """`INFO=firmware,users,fingerprints,punches,address,…`; what is no number is left as it was."""
    firmware, users, _, records = [*told.split(","), "", "", "", ""][:4]
    device.firmware = printable(firmware)
    for field, text in (("user_count", users), ("record_count", records)):
        if (count := read_int(text.strip(), digits=9)) is not None:
            setattr(device, field, count)
