from datetime import datetime

from sqlalchemy.orm import Session

from training.cameras.views.see_cameras import see_camera
from training.database import insert_new
from training.errors import NotNow
from training.notice.notes import read_reason
from training.records.cameras import CameraRetirement
from training.records.staff.staff import Staff


class RetiredBefore(NotNow):
    """It is used no more already."""

    def __init__(self) -> None:
        super().__init__("这台摄像机已经停用；要再用，请重新登记。")


def retire_camera(session: Session, staff: Staff, key: int, reason: str, *, now: datetime) -> None:
    """From now on it is asked nothing, and no class has it; what it showed in checks stays.

    Raises NotFound, ReasonMissing, TextTooLong or RetiredBefore.
    """
    camera, why = see_camera(session, staff, key), read_reason(reason, "停用摄像机")
    row = {
        "camera_id": camera.id,
        "reason": why,
        "retired_by_id": staff.id,
        "retired_by": staff.name,
        "retired_at": now,
    }
    if not insert_new(session, CameraRetirement, [row]):
        raise RetiredBefore
