from datetime import datetime, timedelta

from training.records.attendance.devices import Device

SEEN_EVERY = timedelta(minutes=1)


def is_contact_due(device: Device, now: datetime) -> bool:
    """Whether `note_contact` is due: machines ask every ten seconds, and each write makes others wait."""
    return device.last_seen_at is None or now - device.last_seen_at >= SEEN_EVERY
