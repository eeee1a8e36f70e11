"""The district says whether a teacher matches what a class teaches (教师审核, R63)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.deputies.views.hands import Signature, check_other_hand
from training.errors import NotFound
from training.notice.notes import read_note, read_reason
from training.notice.permissions import Permission
from training.records.staff.staff import Staff
from training.records.teachers import InstructorReview
from training.teachers.terms import MatchVerdict
from training.teachers.views.hold_teachers import check_seen, hold_teacher, hold_teachers
from training.teachers.views.see_class_teachers import see_class_teachers
from training.teachers.views.teaching_of import certificates_of


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

    Whoever wrote down what certifies the teacher does not also say that it matches. Raises NotFound,
    ReasonMissing, TextTooLong, TeachersMoved or SameHand.
    """
    differs = draft.verdict is MatchVerdict.DIFFERS
    opinion = read_reason(draft.opinion, "不匹配") if differs else read_note(draft.opinion)
    held = hold_teachers(session, staff, class_id, Permission.REVIEW_TEACHERS)
    if draft.teacher not in {each.id for each in see_class_teachers(session, held.own, now=now).teachers}:
        raise NotFound("这个班的这名教师")
    hold_teacher(session, draft.teacher)
    check_seen(session, held, draft.seen)
    if draft.verdict is MatchVerdict.MATCHES:
        _check_hands(session, staff, draft.teacher, now)
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


def _check_hands(session: Session, staff: Staff, teacher: int, now: datetime) -> None:
    for each in certificates_of(session, [teacher]).get(teacher, ()):
        check_other_hand(session, Signature(each.written_by_id, each.written_at), staff, now=now)
