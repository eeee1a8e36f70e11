"""此刻: every class of a person's place in its lesson of this half day; a few statements, however many."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.attendance.rules.device_signals import is_in_touch
from training.attendance.rules.turnout import SignIn, sign_ins_of
from training.attendance.terms import Turnout
from training.attendance.views.lists.present_now import came_since
from training.classes.views.lists.class_numbers import enrolled_in
from training.classes.views.within import within_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission
from training.notice.terms import HalfDay, Mode
from training.records.attendance.devices import Device
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.staff.staff import Staff
from training.worklist.rules.board import ClassNow


@dataclass(frozen=True)
class OnesLesson:
    """The lesson of a class that this half day is about."""

    own: TrainingClass
    half_day: HalfDay
    mode: Mode
    sign_in: SignIn
    turnout: Turnout


def classes_now(session: Session, staff: Staff, *, now: datetime) -> tuple[ClassNow, ...]:
    """Those with a lesson today: of two the later one that people may sign in to, else the first."""
    lessons = lessons_now(session, staff, now=now)
    offline = {each.own.id: each.sign_in.opens for each in lessons if has_opened(each)}
    came = came_since(session, offline, now) if offline else {}
    enrolled = enrolled_in(session, [each.own for each in lessons], now=now)
    machines = _machines(session, lessons)
    return tuple(_class_now(each, enrolled, came, machines, now) for each in lessons)


def lessons_now(session: Session, staff: Staff, *, now: datetime) -> list[OnesLesson]:
    """By class number; one statement."""
    today = shanghai_day(now)
    held = (
        select(TrainingClass, Lesson.half_day, Lesson.mode)
        .join(Lesson, Lesson.class_id == TrainingClass.id)
        .outerjoin(LessonCancellation, LessonCancellation.lesson_id == Lesson.id)
        .options(
            joinedload(TrainingClass.rule_set),
            joinedload(TrainingClass.district),
            joinedload(TrainingClass.institution),
        )
        .where(Lesson.held_on == today, LessonCancellation.id.is_(None))
        .where(within_class(staff, Permission.SEE_CLASSES))
        .order_by(TrainingClass.class_number)
    )
    found: dict[TrainingClass, dict[HalfDay, Mode]] = defaultdict(dict)
    for own, half_day, mode in session.execute(held):
        found[own][half_day] = mode
    return [_nearest(own, modes, now) for own, modes in found.items()]


def has_opened(lesson: OnesLesson) -> bool:
    """Whether anybody may have come to it."""
    return lesson.mode is Mode.OFFLINE and lesson.turnout is not Turnout.AHEAD


def _nearest(own: TrainingClass, modes: Mapping[HalfDay, Mode], now: datetime) -> OnesLesson:
    """The later one of what has begun, else the earlier one of what is ahead."""
    sign_ins = sign_ins_of(own.times, shanghai_day(now), modes.keys(), own.rule_set.policy)
    first, *others = (
        OnesLesson(own, half_day, modes[half_day], sign_in, sign_in.at(now))
        for half_day, sign_in in sorted(sign_ins.items(), key=lambda each: each[1].opens)
    )
    begun = [each for each in others if each.turnout is not Turnout.AHEAD]
    return begun[-1] if begun else first


def _machines(session: Session, lessons: Sequence[OnesLesson]) -> Mapping[int, list[Device]]:
    """Those in use, by institution."""
    places = {each.own.institution_id for each in lessons}
    own = select(Device).where(Device.removed_at.is_(None), Device.institution_id.in_(places))
    found: dict[int, list[Device]] = {}
    for device in session.scalars(own.order_by(Device.id)):
        found.setdefault(device.institution_id, []).append(device)
    return found


def _class_now(
    lesson: OnesLesson,
    enrolled: Mapping[int, int],
    came: Mapping[int, int],
    machines: Mapping[int, list[Device]],
    now: datetime,
) -> ClassNow:
    own, policy = lesson.own, lesson.own.rule_set.policy
    starts, ends = own.times.of(shanghai_day(now), lesson.half_day)
    is_on = starts <= now <= ends
    usable = [each for each in machines.get(own.institution_id, ()) if _may_punch_on(own, each)]
    in_touch = any(is_in_touch(each.last_seen_at, now, policy) for each in usable)
    return ClassNow(
        class_id=own.public_id,
        number=own.class_number,
        trade=own.trade,
        district=own.district.name,
        institution=own.institution.name,
        half_day=lesson.half_day,
        mode=lesson.mode,
        starts=starts,
        ends=ends,
        is_on=is_on,
        seats=enrolled.get(own.id, 0),
        present=came.get(own.id, 0),
        needed_percent=policy.check_attendance_percent,
        is_silent=is_on and lesson.mode is Mode.OFFLINE and bool(usable) and not in_touch,
        turnout=lesson.turnout,
    )


def _may_punch_on(own: TrainingClass, device: Device) -> bool:
    named = own.attendance_device
    return not named or named in (device.name, device.number)
