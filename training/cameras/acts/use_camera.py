from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.cameras.acts.retire_camera import RetiredBefore
from training.cameras.views.see_cameras import see_camera
from training.cameras.views.uses_of import last_use
from training.classes.views.within import within_class
from training.database import insert_new
from training.errors import NotFound, NotNow
from training.notice.permissions import Permission
from training.records.cameras import Camera, CameraUse
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


class SaidMeanwhile(NotNow):
    """Somebody gave the class a camera, or took it away, since the page was opened."""

    def __init__(self) -> None:
        super().__init__("有人刚刚给这个班换过摄像机，请先看看再办。")


def use_camera(
    session: Session, staff: Staff, key: int, class_id: UUID, *, is_used: bool, now: datetime
) -> None:
    """From now on the class is seen by this camera, or is not any more; saying it again changes nothing.

    Raises NotFound, RetiredBefore or SaidMeanwhile.
    """
    camera = see_camera(session, staff, key)
    if camera.retirement is not None:
        raise RetiredBefore
    own = _class(session, staff, camera, class_id)
    before = last_use(session, own)
    has_it = before is not None and before.camera_id == camera.id
    if has_it is is_used:
        return
    row = {
        "class_id": own.id,
        "ordinal": before.ordinal + 1 if before else 1,
        "camera_id": camera.id if is_used else None,
        "said_by_id": staff.id,
        "said_by": staff.name,
        "said_at": now,
    }
    if not insert_new(session, CameraUse, [row]):
        raise SaidMeanwhile


def _class(session: Session, staff: Staff, camera: Camera, class_id: UUID) -> TrainingClass:
    """A camera sees classes of its own institution."""
    own = select(TrainingClass).where(
        TrainingClass.public_id == class_id,
        TrainingClass.institution_id == camera.institution_id,
        within_class(staff, Permission.KEEP_CAMERAS),
    )
    found = session.scalars(own).one_or_none()
    if found is None:
        raise NotFound("这个班级")
    return found
