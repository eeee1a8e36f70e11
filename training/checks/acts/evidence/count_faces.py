"""How many trainees' faces a screenshot of the meeting shows (R32)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.evidence.newest_picture import newest_picture
from training.checks.views.find_check import find_running_check
from training.checks.views.see_check import view_of
from training.classes.views.active_roster import most_present
from training.errors import Next, NotFound, NotNow, NotRight
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import FaceCount
from training.records.staff.staff import Staff


class BadFaceCount(NotRight):
    """More trainees than there are cannot be seen."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, most: int):
        super().__init__(
            f"人脸数应为 0 至 {most}（在册学员人数；教师、工作人员和重复画面不计），请重新清点这张截图。"
        )
        self.most = most


class NoScreenshot(NotNow):
    """There is no screenshot whose faces could be counted."""

    leads_to = (Next.PROGRESS,)

    def __init__(self) -> None:
        super().__init__("还没有会议截图；请先发一张截图，再记这张截图里的人脸数。")


def count_faces(
    session: Session,
    staff: Staff,
    check_id: UUID,
    faces: int,
    *,
    evidence_id: UUID | None = None,
    client_key: str | None = None,
    now: datetime,
) -> CheckView:
    """Record the count of one screenshot, by default the latest of one's own, else the latest of all.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod, NoScreenshot or BadFaceCount.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.VIDEO)
    picture = _screenshot(session, staff, check, evidence_id)
    most = most_present(session, check, now)
    if not 0 <= faces <= most:
        raise BadFaceCount(most)
    if not _is_known(session, check, client_key):
        count = FaceCount(
            check_id=check.id,
            evidence_id=picture.id,
            faces=faces,
            counted_by=staff.name,
            counted_at=now,
            client_key=client_key,
        )
        session.add(count)
    return view_of(session, check, staff, now)


def _screenshot(session: Session, staff: Staff, check: SpotCheck, evidence_id: UUID | None) -> Evidence:
    if evidence_id is None:
        found = newest_picture(session, check, staff)
        if found is None:
            raise NoScreenshot
        return found
    own = select(Evidence).where(Evidence.check_id == check.id)
    named = session.scalars(own.where(Evidence.public_id == evidence_id)).one_or_none()
    if named is None:
        raise NotFound("本次检查的这张截图")
    return named


def _is_known(session: Session, check: SpotCheck, client_key: str | None) -> bool:
    own = select(FaceCount.id).where(FaceCount.check_id == check.id, FaceCount.client_key == client_key)
    return client_key is not None and session.scalar(own) is not None
