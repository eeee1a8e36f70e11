from datetime import datetime, timedelta

from training.attendance.rules.networks import is_same_site
from training.notice.clock import is_recent
from training.records.attendance.devices import Device

SEEN_EVERY = timedelta(minutes=1)


def is_contact_due(device: Device, address: str, now: datetime) -> bool:
    """Whether `hear_device` is due: machines ask every ten seconds, and each write makes others wait.

    At once where it comes from another place than before, for that may be somebody else.
    """
    if device.last_address and not is_same_site(device.last_address, address):
        return True
    return device.last_seen_at is None or not is_recent(device.last_seen_at, SEEN_EVERY, now)
