"""How far trainees have come, computed from what is recorded (R43 to R46). Nothing computed is stored."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any, TypeVar

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.attendance.rules.attendance import Span, is_online
from training.attendance.rules.progress import Course, Presence, Progress, measure
from training.attendance.views.corrections_of import (
    Correction,
    corrections_of,
    corrections_of_class,
    made_good,
)
from training.attendance.views.late.crediting import SeenPunches, is_clock_right, standing_of_punch
from training.attendance.views.viewers_of import viewers_of
from training.classes.views.device_names import is_on_machine
from training.notice import windows
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode
from training.records.attendance.punches import Punch, WatchRecord
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.trainees import Enrolment

ONE_DAY = timedelta(days=1)
# A timetable of 70 days is 0.1 MiB.
TIMETABLES_KEPT = 200
Selected = TypeVar("Selected", Select[datetime, int], Select[str, datetime, int])
Timetable = tuple[tuple[date, HalfDay, int, Mode, bool], ...]


@dataclass(frozen=True)
class ClassProgress:
    """One person in one class: enrolment (trainee and class loaded), policy, what is known, what follows."""

    enrolment: Enrolment
    policy: Policy
    presence: Presence
    progress: Progress
    corrections: Sequence[Correction] = ()
    """Every request of this person in this class (补卡), the oldest first."""


def enrolments_of(session: Session, trainee_id: int, today: date) -> list[Enrolment]:
    """The classes of a trainee: the running ones first, then by their beginning, the latest first."""
    own = session.scalars(_enrolments_of_trainee(), {"trainee_id": trainee_id})
    return sorted(own, key=lambda each: not _is_running(each.training_class, today))


def progress_of(session: Session, enrolment: Enrolment, now: datetime) -> ClassProgress:
    """Where one trainee stands in one class, by the rules it is pinned to (R47)."""
    training_class = enrolment.training_class
    course = course_of(session, training_class)
    seen = SeenPunches()
    if enrolment.attendance_number:
        own = _on_machine(_punches_of_number(), training_class)
        given = _days_of(training_class) | {"number": enrolment.attendance_number}
        for punched_at, standing in session.execute(own, given):
            seen.add(punched_at, standing)
    spans = _spans(session, training_class, course, enrolment)[enrolment.id]
    asked = corrections_of(session, enrolment)
    presence = seen.presence(spans, _days_in_class(enrolment), made_good(asked))
    return ClassProgress(enrolment, course.policy, presence, measure(course, presence, now), asked)


def progress_of_class(session: Session, training_class: TrainingClass, now: datetime) -> list[ClassProgress]:
    """Everybody of a class in the roster's order."""
    own = _enrolments().where(Enrolment.class_id == training_class.id).order_by(Enrolment.id)
    enrolments = session.scalars(own).all()
    course = course_of(session, training_class)
    punches = _punches_of_class(session, training_class)
    spans = _spans(session, training_class, course)
    corrections: dict[int, list[Correction]] = defaultdict(list)
    for each in corrections_of_class(session, training_class.id):
        corrections[each.enrolment_id].append(each)
    rows = []
    for enrolment in enrolments:
        seen, asked = punches[enrolment.attendance_number or ""], corrections[enrolment.id]
        presence = seen.presence(spans[enrolment.id], _days_in_class(enrolment), made_good(asked))
        progress = measure(course, presence, now)
        rows.append(ClassProgress(enrolment, course.policy, presence, progress, asked))
    return rows


def course_of(session: Session, training_class: TrainingClass) -> Course:
    """What all trainees of a class share: the timetable with its windows, by the rules it is pinned to."""
    lessons = session.execute(_lessons_of_class(), {"class_id": training_class.id})
    policy = training_class.policy
    return Course(
        _windows_of(tuple(map(tuple, lessons)), training_class.times, policy),
        training_class.prescribed_halves,
        training_class.ends_on,
        policy,
        training_class.kind,
    )


@lru_cache(maxsize=TIMETABLES_KEPT)
def _windows_of(
    timetable: Timetable, times: windows.ClassTimes, policy: Policy
) -> tuple[windows.Windows, ...]:
    """Kept because forty trainees of a class look at once; a changed timetable is another argument."""
    return windows.lesson_windows(
        (
            windows.Lesson(held_on, half_day, *times.of(held_on, half_day), halves, mode, is_cancelled)
            for held_on, half_day, halves, mode, is_cancelled in timetable
        ),
        policy,
    )


# Every page of a trainee asks these three: to put a statement together takes longer than to run it.
@cache
def _enrolments_of_trainee() -> Select[Enrolment]:
    own = _enrolments().where(Enrolment.trainee_id == bindparam("trainee_id"))
    return own.order_by(TrainingClass.starts_on.desc())


@cache
def _lessons_of_class() -> Select[date, HalfDay, int, Mode, bool]:
    columns = (Lesson.held_on, Lesson.half_day, Lesson.halves, Lesson.mode)
    all_of_them = select(*columns, LessonCancellation.id.is_not(None)).outerjoin(LessonCancellation)
    return all_of_them.where(Lesson.class_id == bindparam("class_id"))


@cache
def _punches_of_number() -> Select[datetime, int]:
    own = _good_punches().where(Punch.number == bindparam("number"))
    return own.with_only_columns(Punch.punched_at, standing_of_punch())


def _enrolments() -> Select[Enrolment]:
    return (
        select(Enrolment)
        .join(Enrolment.training_class)
        .join(Enrolment.trainee)
        .join(TrainingClass.rule_set)
        .options(
            contains_eager(Enrolment.training_class).contains_eager(TrainingClass.rule_set),
            contains_eager(Enrolment.training_class).joinedload(TrainingClass.institution),
            contains_eager(Enrolment.trainee),
            joinedload(Enrolment.withdrawal),
        )
    )


def _is_running(training_class: TrainingClass, today: date) -> bool:
    return training_class.starts_on <= today <= training_class.ends_on


def _days_in_class(enrolment: Enrolment) -> tuple[date, date | None]:
    return enrolment.joined_on, enrolment.withdrawal.last_day if enrolment.withdrawal else None


def _good_punches() -> Select[str, datetime, int]:
    """The punches of an institution from a class's first to its last day, in order of time, and which count.

    With `_on_machine` this is `Place.takes` as a query; a test holds the two together.
    """
    return (
        select(Punch.number, Punch.punched_at, standing_of_punch())
        .where(Punch.institution_id == bindparam("institution_id"), is_clock_right())
        .where(Punch.punched_at >= bindparam("first"), Punch.punched_at < bindparam("after"))
        .order_by(Punch.punched_at)
    )


def _on_machine(punches: Selected, training_class: TrainingClass) -> Selected:
    """Those on the machine that the class names, where it names one."""
    return punches.where(is_on_machine(training_class)) if training_class.attendance_device else punches


def _days_of(training_class: TrainingClass) -> dict[str, Any]:
    """What `_good_punches` is given for a class."""
    return {
        "institution_id": training_class.institution_id,
        "first": datetime.combine(training_class.starts_on, time(), SHANGHAI),
        "after": datetime.combine(training_class.ends_on + ONE_DAY, time(), SHANGHAI),
    }


def _punches_of_class(session: Session, training_class: TrainingClass) -> dict[str, SeenPunches]:
    table: dict[str, SeenPunches] = defaultdict(SeenPunches)
    # By number first, so that the key of the table is used and not the whole institution read.
    numbers = select(Enrolment.attendance_number).where(Enrolment.class_id == training_class.id)
    own = _on_machine(_good_punches(), training_class).where(Punch.number.in_(numbers))
    for number, punched_at, standing in session.execute(own, _days_of(training_class)):
        table[number].add(punched_at, standing)
    return table


def _spans(
    session: Session, training_class: TrainingClass, course: Course, only: Enrolment | None = None
) -> dict[int, list[Span]]:
    """The spans watched in a class by enrolment, where it has lessons online."""
    table: dict[int, list[Span]] = defaultdict(list)
    if not any(is_online(each) for each in course.windows):
        return table
    columns = (WatchRecord.phone_index, WatchRecord.name, WatchRecord.entered_at, WatchRecord.left_at)
    records = select(*columns).where(WatchRecord.class_id == training_class.id)
    if only:
        phone_index, name = only.trainee.phone_index, only.trainee.name
        records = records.where(or_(WatchRecord.phone_index == phone_index, WatchRecord.name == name))
    viewers = viewers_of(session, training_class.id)
    for phone_index, name, entered_at, left_at in session.execute(records):
        owner = viewers.owner(phone_index, name)
        if owner is not None:
            table[owner].append((entered_at, left_at))
    return table
