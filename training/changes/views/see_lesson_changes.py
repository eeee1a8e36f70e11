"""The changes of timetables that somebody may see: those that wait for the district, and those that hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.changes.rules.lessons import Slot, WantedLesson, check_lesson_change, seen_of_lesson
from training.changes.terms import ChangeState, LessonChangeKind
from training.changes.views.in_turn import in_turn
from training.changes.views.timetable_of import course_of_change
from training.classes.views.within import within_class
from training.errors import NotFound, Refusal
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.terms import HalfDay
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class WantedLessonChanges:
    """Which of them, as `WantedAmendments`."""

    state: ChangeState | None = None
    kind: LessonChangeKind | None = None
    class_id: UUID | None = None
    before: int | None = None


def list_lesson_changes(
    session: Session, staff: Staff, wanted: WantedLessonChanges, most: int
) -> Sequence[LessonChange]:
    """Those that wait the oldest first, all others the latest first."""
    rows = visible_lesson_changes(staff)
    if wanted.state is not None:
        rows = rows.where(LessonChange.state == wanted.state)
    if wanted.kind is not None:
        rows = rows.where(LessonChange.kind == wanted.kind)
    if wanted.class_id is not None:
        rows = rows.where(TrainingClass.public_id == wanted.class_id)
    return session.scalars(in_turn(rows, LessonChange.id, wanted.state, wanted.before).limit(most)).all()


def count_lesson_changes(
    session: Session, staff: Staff, class_id: UUID | None = None
) -> Mapping[ChangeState, int]:
    """How many of each state this person may see, of all classes or of one."""
    own = (
        select(LessonChange.state, func.count())
        .join(LessonChange.training_class)
        .where(within_class(staff, Permission.SEE_CHANGES))
        .group_by(LessonChange.state)
    )
    if class_id is not None:
        own = own.where(TrainingClass.public_id == class_id)
    return {state: many for state, many in session.execute(own)}


def see_lesson_change(session: Session, staff: Staff, change_id: UUID) -> LessonChange:
    """Raises NotFound."""
    own = visible_lesson_changes(staff).where(LessonChange.public_id == change_id)
    found = session.scalars(own.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound("这件课表调整")
    return found


def visible_lesson_changes(staff: Staff) -> Select[LessonChange]:
    """A query of those that this person may see, with class, asker and decision."""
    return (
        select(LessonChange)
        .join(LessonChange.training_class)
        .options(
            contains_eager(LessonChange.training_class).options(
                joinedload(TrainingClass.institution),
                joinedload(TrainingClass.district),
                joinedload(TrainingClass.rule_set),
            ),
            joinedload(LessonChange.asker),
            joinedload(LessonChange.decision),
        )
        .where(within_class(staff, Permission.SEE_CHANGES))
    )


def wanted_of(asked: LessonChange) -> WantedLesson:
    """What the row asks for, as the rules see it."""
    return WantedLesson(
        asked.kind,
        _slot(asked.held_on, asked.half_day),
        _slot(asked.new_on, asked.new_half_day),
        asked.content,
        asked.mode,
        asked.halves,
        asked.new_teacher,
    )


@dataclass(frozen=True)
class LessonChangeNow:
    """A change that waits, as things stand: why it cannot be approved, empty where it can; signs of presence
    that would be lost, and that would count; and the mark of them."""

    why_not: str
    punches: int
    gained: int
    seen: str


def lesson_change_now(session: Session, asked: LessonChange, *, now: datetime) -> LessonChangeNow:
    wanted = wanted_of(asked)
    course = course_of_change(session, asked.training_class, wanted, now=now)
    why_not = ""
    try:
        check_lesson_change(replace(course, waiting_ordinal=None), wanted, shanghai_day(asked.asked_at))
    except Refusal as refusal:
        why_not = str(refusal)
    return LessonChangeNow(why_not, course.punches, course.gained, seen_of_lesson(course, wanted))


def _slot(day: date | None, half_day: HalfDay | None) -> Slot | None:
    return (day, half_day) if day is not None and half_day is not None else None
