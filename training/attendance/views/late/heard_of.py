from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.rules.late import Heard, heard
from training.records.attendance.devices import Device, DeviceContact


def heard_of(session: Session, device_ids: Collection[int], first: datetime, last: datetime) -> Heard:
    """When the machine, or any of those that bear its name, was in touch between these moments.

    It was heard first once it was registered: what lies before, a clock of ours noted that was slow. Such a
    span makes nobody silent; in touch it shows more and not less, so that more waits.
    """
    own = DeviceContact.device_id.in_(device_ids)
    first_of_each = (
        select(Device.registered_at, func.min(DeviceContact.began_at))
        .join(DeviceContact, DeviceContact.device_id == Device.id)
        .where(own, DeviceContact.last_at >= Device.registered_at)
        .group_by(Device.id, Device.registered_at)
    )
    since = min(
        (max(registered, began) for registered, began in session.execute(first_of_each)), default=None
    )
    spans = select(DeviceContact.began_at, DeviceContact.last_at).where(
        own, DeviceContact.began_at <= last, DeviceContact.last_at >= first
    )
    return heard(((began, ended) for began, ended in session.execute(spans)), since)
