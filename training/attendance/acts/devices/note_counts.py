from training.attendance.sheets.push_fields import printable, read_int
from training.records.attendance.devices import Device


def note_counts(device: Device, told: str) -> None:
    """`INFO=firmware,users,fingerprints,punches,address,…`; what is no number is left as it was."""
    firmware, users, _, records = [*told.split(","), "", "", "", ""][:4]
    device.firmware = printable(firmware)
    for field, text in (("user_count", users), ("record_count", records)):
        if (count := read_int(text.strip(), digits=9)) is not None:
            setattr(device, field, count)
