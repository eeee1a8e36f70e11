"""What machines sent that nobody could read yet, as far as a member of staff sees the machines (R43)."""

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from training.notice.permissions import Permission, Place, place_of
from training.records.attendance.devices import Device, DeviceUpload, UnreadLine
from training.records.staff.staff import Staff


def unread_pushes(staff: Staff | None) -> Select[UnreadLine]:
    """The lines, the latest first, with upload, machine and institution; None sees them all."""
    own = joinedload(UnreadLine.upload).joinedload(DeviceUpload.device).joinedload(Device.institution)
    waiting = (
        select(UnreadLine)
        .join(UnreadLine.upload)
        .join(DeviceUpload.device)
        .where(UnreadLine.read_at.is_(None), DeviceUpload.purged_at.is_(None))
        .options(own)
        .order_by(UnreadLine.id.desc())
    )
    if staff is None or place_of(staff.role, Permission.SEE_UNREAD_PUSHES) is Place.EVERYWHERE:
        return waiting
    return waiting.where(Device.institution_id == staff.institution_id)
