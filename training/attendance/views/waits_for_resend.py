from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from training.attendance.terms import CommandKind
from training.records.attendance.devices import Device, DeviceCommand
from training.records.moments import is_recent

# After its answer a machine goes on sending for a while.
RESEND_LASTS = timedelta(minutes=10)


def waits_for_resend(session: Session, device: Device, now: datetime) -> bool:
    """Whether the machine was asked for old punches and may still be sending them."""
    asked = select(DeviceCommand.id).where(
        DeviceCommand.device_id == device.id,
        DeviceCommand.kind == CommandKind.RESEND,
        DeviceCommand.handed_at.is_not(None),
        or_(DeviceCommand.answered_at.is_(None), is_recent(DeviceCommand.answered_at, RESEND_LASTS, now)),
    )
    return session.scalar(asked.limit(1)) is not None
