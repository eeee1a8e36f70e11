"""How far trainees have come, computed from what is recorded (R43 to R46). Nothing computed is stored."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.records import (
    Enrolment,
    Lesson,
    LessonCancellation,
    Punch,
    RuleSet,
    Trainee,
    TrainingClass,
    WatchRecord,
)
from training.rules import windows
from training.rules.attendance import Span
from training.rules.policy import Policy
from training.rules.progress import Course, Presence, Progress, measure
from training.rules.viewers import Viewers
from training.services.import_watching import viewers_of
from training.terms import Mode

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ClassProgress:
    """One person in one class: the enrolment (with trainee and class loaded), the policy it is pinned to, hours."""

    enrolment: Enrolment
    policy: Policy
    progress: Progress


def progress_of_trainee(session: Session, trainee_id: int, now: datetime) -> list[ClassProgress]:
    """Every class of a trainee, the latest first; each with its own pinned rules (R47)."""
    enrolments = session.scalars(
        _enrolments().where(Enrolment.trainee_id == trainee_id).order_by(TrainingClass.starts_on.desc())
    ).all()
    return [_progress(session, enrolment, now) for enrolment in enrolments]


def progress_of_class(session: Session, training_class: TrainingClass, now: datetime) -> list[ClassProgress]:
    """Everybody of a class in the roster's order."""
    own = _enrolments().where(Enrolment.class_id == training_class.id).order_by(Enrolment.id)
    enrolments = session.scalars(own).all()
    course = course_of(session, training_class)
    punches = _punches_of_class(session, training_class)
    spans = _spans_of_class(session, training_class, course)
    return [
        ClassProgress(enrolment, course.policy, measure(course, presence, now))
        for enrolment in enrolments
        for presence in [
            Presence(
                punches.get(enrolment.attendance_number, ()), spans.get(enrolment.id, ()), _last_day(enrolment)
            )
        ]
    ]


def course_of(session: Session, training_class: TrainingClass) -> Course:
    """What all trainees of a class share: the timetable with its windows, by the rules it is pinned to."""
    columns = (Lesson.held_on, Lesson.half_day, Lesson.halves, Lesson.mode, LessonCancellation.id)
    own = select(*columns).outerjoin(LessonCancellation).where(Lesson.class_id == training_class.id)
    lessons = []
    for held_on, half_day, halves, mode, cancellation in session.execute(own).tuples():
        starts, ends = training_class.hours_of(held_on, half_day)
        lessons.append(
            windows.Lesson(held_on, half_day, starts, ends, halves, mode, is_cancelled=cancellation is not None)
        )
    policy = training_class.rule_set.policy
    return Course(
        windows.lesson_windows(lessons, policy), training_class.prescribed_halves, training_class.ends_on, policy
    )


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


def _progress(session: Session, enrolment: Enrolment, now: datetime) -> ClassProgress:
    training_class = enrolment.training_class
    course = course_of(session, training_class)
    punches: Sequence[datetime] = ()
    if enrolment.attendance_number:
        own = _punches(training_class).where(Punch.number == enrolment.attendance_number)
        punches = session.scalars(own.with_only_columns(Punch.punched_at)).all()
    spans = _spans_of_class(session, training_class, course, enrolment).get(enrolment.id, ())
    presence = Presence(punches, spans, _last_day(enrolment))
    return ClassProgress(enrolment, course.policy, measure(course, presence, now))


def _last_day(enrolment: Enrolment) -> date | None:
    return enrolment.withdrawal.last_day if enrolment.withdrawal else None


def _punches(training_class: TrainingClass) -> Select[str, datetime]:
    """The good punches on the class's machines from its first to its last day, in order of time.

    This is `Place.takes` as a query; a test holds the two together.
    """
    first = training_class.hours_of(training_class.starts_on, HalfDay.MORNING)[0]
