from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.terms import CommandKind
from training.records.attendance.devices import Device, DeviceCommand


def queue_command(
    session: Session, device: Device, kind: CommandKind, text: str, *, asked_by: str, now: datetime
) -> DeviceCommand:
    command = DeviceCommand(device_id=device.id, kind=kind, text=text, queued_at=now, queued_by=asked_by)
    session.add(command)
    return command
