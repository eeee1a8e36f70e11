from datetime import datetime

from training.attendance.rules.device_signals import is_in_touch
from training.notice.policy import Policy
from training.records.attendance.devices import Device


def note_contact(device: Device, policy: Policy, *, now: datetime) -> None:
    if not is_in_touch(device.last_seen_at, now, policy):
        device.in_touch_since = now
    # Two requests may end in another order than they began.
    device.last_seen_at = max(now, device.last_seen_at or now)
