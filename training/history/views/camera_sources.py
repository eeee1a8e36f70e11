"""Acts of the office about cameras of classrooms (经办记录)."""

from collections.abc import Callable, Mapping

from sqlalchemy import func

from training.cameras.views.see_cameras import is_kept_by
from training.classes.views.within import within_class
from training.history.terms import Happened
from training.history.views.columns import NOTHING, Rows, of_no_class, row
from training.notice.permissions import Permission
from training.records.cameras import Camera, CameraRetirement, CameraUse
from training.records.classes.classes import Institution, TrainingClass
from training.records.staff.staff import Staff


def _registered(staff: Staff) -> Rows:
    own = Camera
    rows = row(
        *(Happened.CAMERA_REGISTERED, own.registered_at, own.id, own.registered_by),
        *(own.class_room, Institution.name),
    ).join(Institution, own.institution_id == Institution.id)
    return of_no_class(rows).where(is_kept_by(staff))


def _used(staff: Staff) -> Rows:
    """A class that has none any more names no room."""
    own, room = CameraUse, func.coalesce(Camera.class_room, "")
    rows = (
        row(
            *(Happened.CAMERA_USED, own.said_at, own.id, own.said_by),
            *(TrainingClass.class_number, NOTHING, room),
        )
        .join(TrainingClass, own.class_id == TrainingClass.id)
        .outerjoin(Camera, own.camera_id == Camera.id)
    )
    mine = within_class(staff, Permission.KEEP_CAMERAS)
    return of_no_class(rows).where(mine)


def _retired(staff: Staff) -> Rows:
    own = CameraRetirement
    rows = row(
        *(Happened.CAMERA_RETIRED, own.retired_at, own.id, own.retired_by),
        *(Camera.class_room, own.reason),
    ).join(Camera, own.camera_id == Camera.id)
    return of_no_class(rows).where(is_kept_by(staff))


OF_CAMERAS: Mapping[Happened, tuple[Permission, Callable[[Staff], Rows]]] = {
    Happened.CAMERA_REGISTERED: (Permission.KEEP_CAMERAS, _registered),
    Happened.CAMERA_USED: (Permission.KEEP_CAMERAS, _used),
    Happened.CAMERA_RETIRED: (Permission.KEEP_CAMERAS, _retired),
}
"""What one must be allowed to see for it, and the rows that somebody may read."""
