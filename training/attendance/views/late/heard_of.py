from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.rules.late import NEVER, Heard, heard
from training.records.attendance.devices import DeviceContact


def heard_of(session: Session, device_ids: Collection[int], first: datetime, last: datetime) -> Heard:
    """When the machine, or any of those that bear its name, was in touch between these moments."""
    own = DeviceContact.device_id.in_(device_ids)
    since = session.scalar(select(func.min(DeviceContact.began_at)).where(own))
    if since is None:
        return NEVER
    spans = select(DeviceContact.began_at, DeviceContact.last_at).where(
        own, DeviceContact.began_at <= last, DeviceContact.last_at >= first
    )
    return heard(((began, ended) for began, ended in session.execute(spans)), since)
