"""The timetable of a class as changes see it: every lesson with its teacher, and what was punched in one."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from training.attendance.rules.attendance import HalfDayCredit
from training.attendance.views.progress_of import ClassProgress, progress_of_class
from training.changes.rules.lessons import Course, Slot, TimetableLesson, WantedLesson
from training.changes.terms import ChangeState
from training.changes.views.is_settled import is_settled
from training.classes.rules.filing import FiledClass, FiledLesson
from training.notice.windows import Lesson as HalfDayLesson
from training.notice.windows import Windows, lesson_windows
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import Lesson, TrainingClass


def timetable_of(session: Session, own: TrainingClass) -> tuple[TimetableLesson, ...]:
    """In order of time, the cancelled ones too."""
    rows = select(Lesson).where(Lesson.class_id == own.id)
    whole = rows.options(joinedload(Lesson.instructor), joinedload(Lesson.cancellation))
    found = session.scalars(whole).unique()
    return tuple(sorted(map(_lesson, found), key=lambda each: own.times.of(*each.slot)))


def course_of_change(session: Session, own: TrainingClass, wanted: WantedLesson, *, now: datetime) -> Course:
    """What that change is held against."""
    lessons, everybody = timetable_of(session, own), progress_of_class(session, own, now)
    held = (each for each in lessons if not each.is_cancelled)
    filed = FiledClass(
        own.kind,
        own.prescribed_halves,
        own.starts_on,
        own.ends_on,
        tuple(
            FiledLesson(each.held_on, each.half_day, each.content, each.mode, each.halves) for each in held
        ),
        own.why_online,
    )
    return Course(
        filed,
        own.times,
        own.rule_set.policy,
        lessons,
        punches_in(everybody, wanted.slot) if wanted.slot else 0,
        _gained(own, everybody, wanted),
        is_settled(session, own, now=now),
        _waiting(session, own, wanted),
    )


def punches_in(everybody: Sequence[ClassProgress], slot: Slot) -> int:
    """Signs of presence in the windows of a lesson, of the whole class: punches, whether they count or wait,
    spans watched, and what was made good."""
    return sum(_signs(each, credit.windows) for each in everybody for credit in _credits(each, slot))


def _gained(own: TrainingClass, everybody: Sequence[ClassProgress], wanted: WantedLesson) -> int:
    """The same in a half day in which no lesson is held so far."""
    if wanted.to is None:
        return 0
    lesson = HalfDayLesson(*wanted.to, *own.times.of(*wanted.to), wanted.halves)
    (made,) = lesson_windows([lesson], own.rule_set.policy)
    return sum(_signs(each, made) for each in everybody)


def _credits(each: ClassProgress, slot: Slot) -> list[HalfDayCredit]:
    on_day = each.progress.on(slot[0])
    return [credit for credit in on_day if credit.windows.lesson.half_day is slot[1]]


def _signs(each: ClassProgress, windows: Windows) -> int:
    opens, closes, lesson = windows.in_opens, windows.out_closes, windows.lesson
    seen = (*each.presence.punches, *each.presence.waiting)
    watched = sum(entered < lesson.ends and left > lesson.starts for entered, left in each.presence.spans)
    made_good = len(each.presence.made_good.get((lesson.held_on, lesson.half_day), ()))
    return sum(opens <= punch <= closes for punch in seen) + watched + made_good


def _waiting(session: Session, own: TrainingClass, wanted: WantedLesson) -> int | None:
    """Of a change that waits and touches one of the same half days."""
    slots = [each for each in (wanted.slot, wanted.to) if each is not None]
    touches = (
        or_(
            (LessonChange.held_on == day) & (LessonChange.half_day == half),
            (LessonChange.new_on == day) & (LessonChange.new_half_day == half),
        )
        for day, half in slots
    )
    waits = select(LessonChange.ordinal).where(
        LessonChange.class_id == own.id, LessonChange.state == ChangeState.WAITING, or_(*touches)
    )
    return session.scalars(waits).first() if slots else None


def _lesson(row: Lesson) -> TimetableLesson:
    teacher = row.instructor.name if row.instructor else ""
    is_cancelled = row.cancellation is not None
    return TimetableLesson(
        row.held_on, row.half_day, row.content, row.mode, row.halves, teacher, is_cancelled
    )
