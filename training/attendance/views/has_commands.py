"""What a machine is to be told when it next asks."""

from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from training.records.attendance.devices import Device, DeviceCommand
from training.records.moments import is_recent

# The answer to the fetching, or to the command, may have been lost; every command may be done twice.
HANDED_AGAIN_AFTER = timedelta(minutes=10)


MOST_TIMES = 5


def due_commands(device: Device, now: datetime) -> Select[DeviceCommand]:
    return select(DeviceCommand).where(
        DeviceCommand.device_id == device.id,
        DeviceCommand.answered_at.is_(None),
        DeviceCommand.times_handed < MOST_TIMES,
        or_(DeviceCommand.handed_at.is_(None), ~is_recent(DeviceCommand.handed_at, HANDED_AGAIN_AFTER, now)),
    )


def has_commands(session: Session, device: Device, now: datetime) -> bool:
    return session.scalar(due_commands(device, now).with_only_columns(DeviceCommand.id).limit(1)) is not None
