"""A lesson is moved, cancelled, made up or given to another teacher (课表调整, R54, R64)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.changes.acts.change_lesson import change_lesson
from training.changes.rules.lessons import (
    Course,
    TimetableLesson,
    WantedLesson,
    check_lesson_change,
    is_at_once,
    lesson_at,
)
from training.changes.terms import ChangeState, LessonChangeKind
from training.changes.views.find_class_to_change import find_class_to_change, hold_class
from training.changes.views.lesson_change_words import lesson_change_words
from training.changes.views.timetable_of import course_of_change
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff

LONGEST_REASON = 60


@dataclass(frozen=True)
class LessonDraft:
    """What is wanted, and why."""

    wanted: WantedLesson
    reason: str


def request_lesson_change(
    session: Session, staff: Staff, class_id: UUID, draft: LessonDraft, *, now: datetime
) -> LessonChange:
    """Of a lesson that has not begun it holds at once and the district is told, else the district decides.

    Raises NotFound, ReasonMissing, TextTooLong, TimetableIsClosed, ChangeIsWaiting, LessonHasPunches or
    BadLessonChange.
    """
    own = find_class_to_change(session, staff, class_id)
    hold_class(session, own)
    reason, wanted = read_reason(draft.reason, "调整课表"), draft.wanted
    course = course_of_change(session, own, wanted, now=now)
    becomes = check_lesson_change(course, wanted, shanghai_day(now))
    state = ChangeState.AT_ONCE if is_at_once(course, wanted, now) else ChangeState.WAITING
    asked = _row(session, own, course, wanted, becomes)
    asked.reason, asked.state = reason, state
    asked.asked_by_id, asked.asked_by, asked.asked_at = staff.id, staff.name, now
    session.add(asked)
    session.flush()
    if state is ChangeState.AT_ONCE:
        change_lesson(session, asked, by=staff.name, now=now)
    _tell(session, asked, now)
    return asked


def _row(
    session: Session, own: TrainingClass, course: Course, wanted: WantedLesson, becomes: TimetableLesson
) -> LessonChange:
    last = select(func.max(LessonChange.ordinal)).where(LessonChange.class_id == own.id)
    slot, to = wanted.slot or (None, None), wanted.to or (None, None)
    is_made_up = wanted.kind is LessonChangeKind.MAKE_UP
    return LessonChange(
        training_class=own,
        ordinal=(session.scalar(last) or 0) + 1,
        kind=wanted.kind,
        held_on=slot[0],
        half_day=slot[1],
        new_on=to[0],
        new_half_day=to[1],
        content=becomes.content,
        mode=becomes.mode,
        halves=becomes.halves,
        old_teacher="" if is_made_up else lesson_at(course, wanted.slot).teacher,
        new_teacher=becomes.teacher,
        punches=course.punches,
    )


def _tell(session: Session, asked: LessonChange, now: datetime) -> None:
    """Once for each: a change of today's lessons is of no use to anybody tomorrow."""
    own, waits = asked.training_class, asked.state is ChangeState.WAITING
    kind = "lesson_change_asked" if waits else "lesson_changed"
    to_do = "请在“申请与审批”里审批。" if waits else "课表已按此更新。"
    why = f"（{asked.asked_by}：{asked.reason[:LONGEST_REASON]}）"
    text = f"班级 {own.class_number} {lesson_change_words(asked)}{why}。{to_do}"
    key = f"{kind}:{asked.public_id}"
    draft = AlertDraft(kind, key, text, Audience.INSPECTORS, own, about=asked.public_id)
    raise_alert(session, draft, now=now)
