from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.has_commands import due_commands
from training.records.attendance.devices import Device, DeviceCommand

MOST_AT_ONCE = 40


CHINESE = "83"


def hand_commands(session: Session, device: Device, *, now: datetime) -> bytes:
    """The next commands as the machine reads them, one a line; empty where there is none."""
    due = list(session.scalars(due_commands(device, now).order_by(DeviceCommand.id).limit(MOST_AT_ONCE)))
    for command in due:
        command.handed_at, command.times_handed = now, command.times_handed + 1
    lines = "".join(f"C:{command.id}:{command.text}\n" for command in due)
    # Chinese machines show names in GB2312; one that never said its language is taken for one of them.
    return lines.encode("gb18030" if device.language in ("", CHINESE) else "utf-8")
