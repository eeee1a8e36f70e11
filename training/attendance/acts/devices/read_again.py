from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.attendance.acts.devices.keep_pushed import keep_pushed
from training.attendance.sheets.pushed import Pushed
from training.attendance.sheets.pushes import read_push
from training.attendance.views.policy_for_devices import policy_for_devices
from training.attendance.views.read_upload import Upload
from training.attendance.views.unread_pushes import unread_pushes
from training.records.attendance.devices import Device, DeviceUpload, UnreadLine
from training.records.staff.staff import Staff

MOST_AT_ONCE = 5_000


def read_again(session: Session, staff: Staff | None, *, now: datetime) -> int:
    """Read the kept lines of machines with the code of today; says how many it could read (R43).

    Of the machines that this member of staff sees; of all of them for whoever runs the installation (None).
    Punches come in as a batch of their own, and are judged by when they first arrived.
    """
    oldest = unread_pushes(staff).order_by(None).order_by(UnreadLine.id).limit(MOST_AT_ONCE)
    lines = session.scalars(oldest.options(joinedload(UnreadLine.upload))).all()
    by_upload: dict[int, list[UnreadLine]] = defaultdict(list)
    for line in lines:
        by_upload[line.upload_id].append(line)
    return sum(_read(session, own[0].upload, own, now) for own in by_upload.values())


def _read(session: Session, upload: DeviceUpload, lines: Sequence[UnreadLine], now: datetime) -> int:
    # Two who press at once take turns, and the second finds the lines read.
    device = session.scalars(select(Device).where(Device.id == upload.device_id).with_for_update()).one()
    found, count = Pushed(), 0
    for line in lines:
        session.refresh(line, ["read_at"])
        pushed = read_push(upload.table_name, line.raw, device.name)
        if line.read_at is None and pushed.lines and not pushed.unread:
            found.punches.extend(each._replace(row=line.line) for each in pushed.punches)
            line.read_at, count = now, count + 1
    if count and upload.unread > len(lines):
        # Of a long body only the first lines are listed one by one; what was stored before is known.
        found.punches = read_push(upload.table_name, upload.body, device.name).punches
    if found.punches:
        read = Upload(upload.table_name, b"", upload.sha256, found, upload.received_at)
        keep_pushed(session, device, read, policy_for_devices(session, upload.received_at))
    return count
