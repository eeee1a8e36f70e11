from datetime import datetime

from training.records.attendance.devices import Device


def note_unproven(device: Device, *, now: datetime) -> None:
    """Somebody spoke in the machine's name without a proof: kept apart from when it was surely there."""
    device.unproven_at = max(now, device.unproven_at or now)
