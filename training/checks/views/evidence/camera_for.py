"""The camera that may give evidence of a check."""

from uuid import UUID

from sqlalchemy.orm import Session

from training.cameras.views.uses_of import camera_of
from training.checks.terms import CheckMethod
from training.checks.views.find_check import find_check, refuse_act
from training.errors import Next, NotNow
from training.records.cameras import Camera
from training.records.staff.staff import Staff


class NoCamera(NotNow):
    """The class is seen by no camera."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, class_number: str):
        super().__init__(
            f"班级 {class_number} 没有指定摄像机，截不了监控；请拍照或上传截图，"
            "也可以先在“全景墙 > 摄像机”里给它指定一台。"
        )


def camera_for(session: Session, staff: Staff, check_id: UUID) -> Camera:
    """Of a phone check that runs, whose class sits in a room.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod or NoCamera.
    """
    check = find_check(session, staff, check_id)
    refuse_act(staff, check, CheckMethod.PHONE)
    found = camera_of(session, check.training_class)
    if found is None:
        raise NoCamera(check.training_class.class_number)
    return found
