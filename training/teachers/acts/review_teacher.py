"""The district says whether a teacher matches what a class teaches (教师审核, R63)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.teachers import InstructorReview
from training.teachers.terms import MatchVerdict
from training.teachers.views.hold_teachers import hold_teachers


@dataclass(frozen=True)
class MatchDraft:
    """Of whom it is said, what and why; `seen` is what the page showed."""

    teacher: int
    verdict: MatchVerdict
    opinion: str
    seen: str


def review_teacher(
    session: Session, staff: Staff, class_id: UUID, draft: MatchDraft, *, now: datetime
) -> InstructorReview:
    """不匹配 needs an opinion; the latest of both holds.

    Raises NotFound, ReasonMissing, TextTooLong or TeachersMoved.
    """
    differs = draft.verdict is MatchVerdict.DIFFERS
    opinion = read_reason(draft.opinion, "不匹配") if differs else read_note(draft.opinion)
    held = hold_teachers(session, staff, class_id, Permission.REVIEW_TEACHERS, draft.seen)
    if draft.teacher not in {each.instructor_id for each in held.lessons}:
        raise NotFound("这个班的这名教师")
    own = (InstructorReview.class_id == held.own.id, InstructorReview.instructor_id == draft.teacher)
    made = InstructorReview(
        class_id=held.own.id,
        instructor_id=draft.teacher,
        ordinal=(session.scalar(select(func.max(InstructorReview.ordinal)).where(*own)) or 0) + 1,
        verdict=draft.verdict,
        opinion=opinion,
        reviewed_by_id=staff.id,
        reviewed_by=staff.name,
        reviewed_at=now,
    )
    session.add(made)
    session.flush()
    return made
