from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.acts.devices.keep_pushed import keep_pushed
from training.attendance.acts.keep_punches import Batches
from training.attendance.acts.signals.signal_operations import signal_operations
from training.attendance.acts.signals.signal_punches import signal_punches
from training.attendance.acts.signals.signal_users import signal_users
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
    waiting = unread_pushes(staff).order_by(None).with_only_columns(Device.id).distinct()
    devices = session.scalars(waiting.order_by(Device.id)).all()
    return sum(_read_machine(session, staff, device_id, now) for device_id in devices)


def _read_machine(session: Session, staff: Staff | None, device_id: int, now: datetime) -> int:
    # Two who press at once take turns, and the second finds the lines read.
    device = session.get_one(Device, device_id, with_for_update=True)
    oldest = unread_pushes(staff).where(Device.id == device_id).order_by(None).order_by(UnreadLine.id)
    by_upload: dict[DeviceUpload, list[UnreadLine]] = defaultdict(list)
    for line in session.scalars(oldest.limit(MOST_AT_ONCE)):
        by_upload[line.upload].append(line)
    return sum(_read_upload(session, device, upload, lines, now) for upload, lines in by_upload.items())


def _read_upload(
    session: Session, device: Device, upload: DeviceUpload, lines: Sequence[UnreadLine], now: datetime
) -> int:
    found, count = Pushed(), 0
    for line in lines:
        pushed = read_push(upload.table_name, line.raw, device.name)
        if pushed.lines and not pushed.unread:
            found.punches.extend(each._replace(row=line.line) for each in pushed.punches)
            found.operations.extend(pushed.operations)
            found.users.extend(pushed.users)
            line.read_at, count = now, count + 1
    if count and upload.unread > len(lines):
        # Of a long body only the first lines are listed one by one; what was stored before is known.
        found = read_push(upload.table_name, upload.body, device.name)
    _keep(session, device, upload, found)
    return count


def _keep(session: Session, device: Device, upload: DeviceUpload, found: Pushed) -> None:
    """As if it had been read when it came, with every sign of fraud that it may hold."""
    came = upload.received_at
    policy = policy_for_devices(session, came)
    if found.punches:
        again = Upload(upload.table_name, b"", upload.sha256, found, came, is_proven=upload.is_proven)
        keep_pushed(session, device, again, policy, Batches("push", device.serial, again.file))
    if upload.is_proven:
        signal_punches(session, device, found.punches, policy, now=came)
        signal_operations(session, device, found.operations, now=came)
        signal_users(session, device, found.users, now=came)
