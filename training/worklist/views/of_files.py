"""Files and punches that wait: to be confirmed, to be told whose they are, or for somebody to agree to it."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.views.lists.lately_unmatched import LATELY, lately_unmatched
from training.attendance.views.numbers.see_matches import matches_to_decide
from training.intake.views.shown_uploads import shown_uploads
from training.notice.permissions import Permission, Place, place_of
from training.records.attendance.numbers import NumberMatch
from training.records.staff.staff import Staff
from training.records.uploads import Upload
from training.worklist.rules.worklist import Mark, Work
from training.worklist.terms import WorkKind, WorkPlace
from training.worklist.views.queues import Queue

TO_CONFIRM = "一份文件已核对，还没有导入"
"""A file is often called after a person, and titles are told in the chat."""


def _upload(own: Upload, mark: Mark) -> Work:
    note = f"{own.file_name}；确认以前什么也没有写入"
    return Work(mark, TO_CONFIRM, note, "去确认", WorkPlace.UPLOAD, own.public_id)


def _match(own: NumberMatch, mark: Mark) -> Work:
    of_class = own.training_class
    title = f"{of_class.class_number} {of_class.trade}考勤号匹配，待审核"
    note = f"{own.asked_by}提出，会计入 {own.half_days} 个半天"
    return Work(mark, title, note, "去审核", WorkPlace.MATCH, own.public_id)


OF_FILES = (
    Queue(
        WorkKind.UPLOAD,
        Permission.HAND_IN_FILES,
        lambda staff, today: shown_uploads(staff),
        Upload.id,
        Upload.handed_at,
        _upload,
    ),
    Queue(
        WorkKind.MATCH,
        Permission.DECIDE_MATCHES,
        lambda staff, today: matches_to_decide(staff),
        NumberMatch.id,
        NumberMatch.asked_at,
        _match,
    ),
)


def work_of_punches(session: Session, staff: Staff, *, now: datetime) -> Iterator[Work]:
    """One line for a school: whoever looks after many of them brings no roster."""
    place = place_of(staff.role, Permission.SEE_UNMATCHED_PUNCHES)
    if place is not Place.OWN_INSTITUTION or staff.institution_id is None:
        return
    found = lately_unmatched(session, staff.institution_id, now=now)
    if found is None:
        return
    mark = Mark(None, found.since, WorkKind.UNMATCHED, str(staff.institution_id))
    title = f"近 {LATELY.days} 天有 {found.numbers} 个考勤号的打卡对不上人"
    note = "一键匹配给学员，或者补报带考勤号的名册"
    yield Work(mark, title, note, "去匹配", WorkPlace.UNMATCHED)
