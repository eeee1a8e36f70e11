"""How many trainees' faces a screenshot of the meeting shows (R32)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.checks.acts.finish_act import finish_act
from training.checks.terms import CheckMethod
from training.checks.views.check_views import CheckView
from training.checks.views.evidence.newest_picture import newest_picture
from training.checks.views.evidence.picture_of import picture_at, picture_named
from training.checks.views.find_check import find_running_check
from training.checks.views.load_check import load_check
from training.classes.views.active_roster import most_present
from training.errors import Next, NotNow, NotRight
from training.records.checks.evidence import Evidence
from training.records.checks.spot_checks import SpotCheck
from training.records.checks.video_checks import FaceCount
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class FaceReport:
    """How many trainees' faces somebody counted on a screenshot."""

    faces: int
    evidence_id: UUID | None = None
    place: int | None = None
    """第几张, where the picture is named by its place and not by its id; without either it is the latest of
    one's own, else the latest of all."""
    client_key: str | None = None
    """The same key in the same check stores nothing again."""


@dataclass(frozen=True)
class FacesCounted:
    """The check as it stands now, and which picture it was that was counted."""

    view: CheckView
    place: int
    """第几张, from 1."""


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
    session: Session, staff: Staff, check_id: UUID, report: FaceReport, *, now: datetime
) -> FacesCounted:
    """Record the count of one screenshot.

    Raises NotFound, NotAnInspector, NotYourCheck, CheckEnded, WrongMethod, NoScreenshot or BadFaceCount.
    """
    check = find_running_check(session, staff, check_id, CheckMethod.VIDEO)
    picture = _screenshot(session, staff, check, report)
    most = most_present(session, check, now)
    if not 0 <= report.faces <= most:
        raise BadFaceCount(most)
    if not _is_known(session, check, report.client_key):
        count = FaceCount(
            check_id=check.id,
            evidence_id=picture.id,
            faces=report.faces,
            counted_by=staff.name,
            counted_at=now,
            client_key=report.client_key,
        )
        session.add(count)
    view = finish_act(session, staff, load_check(session, check, now))
    places = {each.evidence_id: each.place for each in view.pictures}
    return FacesCounted(view, places[picture.public_id])


def _screenshot(session: Session, staff: Staff, check: SpotCheck, report: FaceReport) -> Evidence:
    if report.place is not None:
        return picture_at(session, check, report.place)
    if report.evidence_id is None:
        found = newest_picture(session, check, staff)
        if found is None:
            raise NoScreenshot
        return found
    return picture_named(session, check, report.evidence_id)


def _is_known(session: Session, check: SpotCheck, client_key: str | None) -> bool:
    own = select(FaceCount.id).where(FaceCount.check_id == check.id, FaceCount.client_key == client_key)
    return client_key is not None and session.scalar(own) is not None
