"""Who has come to the lesson that is on now (本半天到课), of many classes at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from training.attendance.rules.turnout import SignIn, is_too_few, sign_ins_of
from training.attendance.terms import Turnout
from training.attendance.views.late.crediting import is_clock_right
from training.classes.views.active_roster import is_in_class
from training.notice.clock import shanghai_day
from training.notice.terms import HalfDay, Mode
from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal


@dataclass(frozen=True)
class Now:
    """The lesson of a class that is on: which half day, how it is held, how many of its numbers came."""

    half_day: HalfDay
    mode: Mode
    present: int
    turnout: Turnout

    def is_thin(self, seats: int, needed_percent: int) -> bool:
        """Too few came, and nobody may come in time any more."""
        is_judged = self.mode is Mode.OFFLINE and self.turnout is Turnout.CLOSED
        return is_judged and is_too_few(self.present, seats, needed_percent)


def present_now(session: Session, classes: Sequence[TrainingClass], *, now: datetime) -> dict[int, Now]:
    """By class, where a lesson is on; two statements. Rule set loaded with the classes.

    Of a lesson online nobody punches, so `present` is 0 there and says nothing.
    """
    lessons = _on_now(session, classes, now)
    came = came_since(session, {key: sign_in.opens for key, (*_, sign_in) in lessons.items()}, now)
    return {
        key: Now(half_day, mode, came[key], sign_in.at(now))
        for key, (half_day, mode, sign_in) in lessons.items()
    }


def _on_now(
    session: Session, classes: Sequence[TrainingClass], now: datetime
) -> dict[int, tuple[HalfDay, Mode, SignIn]]:
    today, modes = shanghai_day(now), defaultdict[int, dict[HalfDay, Mode]](dict)
    held = select(Lesson.class_id, Lesson.half_day, Lesson.mode).outerjoin(LessonCancellation)
    rows = held.where(
        Lesson.held_on == today,
        LessonCancellation.id.is_(None),
        Lesson.class_id.in_([each.id for each in classes]),
    )
    for class_id, half_day, mode in session.execute(rows):
        modes[class_id][half_day] = mode
    found = {}
    for own in classes:
        own_modes = modes[own.id]
        sign_ins = sign_ins_of(own.times, today, own_modes.keys(), own.rule_set.policy)
        for half_day, mode in own_modes.items():
            if _is_between(own.times.of(today, half_day), now):
                found[own.id] = (half_day, mode, sign_ins[half_day])
    return found


def _is_between(span: tuple[datetime, datetime], now: datetime) -> bool:
    starts, ends = span
    return starts <= now <= ends


def came_since(session: Session, opens: Mapping[int, datetime], now: datetime) -> Mapping[int, int]:
    """How many of each class came since its moment; one statement."""
    came = who_came_since(session, opens, now)
    return defaultdict(int, {class_id: len(numbers) for class_id, numbers in came.items()})


def who_came_since(
    session: Session, opens: Mapping[int, datetime], now: datetime
) -> Mapping[int, set[str | None]]:
    """The numbers of each class that came since its moment; one statement.

    A number came when its machine saw it since the lesson's in punches count.
    """
    latest = func.max(Punch.punched_at)
    rows = (
        select(Enrolment.class_id, Enrolment.attendance_number, latest)
        .join(TrainingClass, Enrolment.class_id == TrainingClass.id)
        .outerjoin(Withdrawal)
        .join(
            Punch,
            and_(
                Punch.institution_id == TrainingClass.institution_id,
                Punch.number == Enrolment.attendance_number,
            ),
        )
        .where(Enrolment.class_id.in_(list(opens)), is_in_class(shanghai_day(now)))
        .where(is_clock_right(), _is_its_own())
        .where(Punch.punched_at >= min(opens.values(), default=now), Punch.punched_at <= now)
        .group_by(Enrolment.class_id, Enrolment.attendance_number)
    )
    came: dict[int, set[str | None]] = defaultdict(set)
    for class_id, number, punched_at in session.execute(rows):
        if punched_at >= opens[class_id]:
            came[class_id].add(number)
    return came


def _is_its_own() -> ColumnElement[bool]:
    """On the machine that the class names, where it names one; as `is_on_machine`, of many classes."""
    named = TrainingClass.attendance_device
    other = or_(
        and_(Device.name == named, Device.number == Punch.device),
        and_(Device.number == named, Device.name == Punch.device),
    )
    known = exists().where(Device.institution_id == TrainingClass.institution_id, other)
    return or_(named == "", Punch.device == named, known)
