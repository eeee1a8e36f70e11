"""What a change of a class is held against: its lessons, its institution's machines, classes and people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from training.attendance.views.late.crediting import counts
from training.changes.rules.amendments import Facts
from training.changes.rules.values import Filed, with_text
from training.changes.terms import AmendedField, ChangeState
from training.changes.views.filed_of import filed_lesson, filed_of
from training.changes.views.is_settled import is_settled
from training.checks.terms import CheckLevel
from training.classes.rules.places import Place
from training.classes.views.device_names import NO_OTHER, other_names
from training.classes.views.key_groups import on_rosters
from training.notice.clock import SHANGHAI, shanghai_day
from training.records.attendance.devices import Device
from training.records.attendance.punches import Punch
from training.records.changes.amendments import ClassAmendment
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.trainees import Enrolment, Withdrawal
from training.rosters.views.list_is_approved import list_is_approved

ONE_DAY = timedelta(days=1)
PLACES = frozenset({AmendedField.ENDS_ON, AmendedField.DEVICE})
"""What moves whose punch it is."""


def facts_of(
    session: Session, own: TrainingClass, field: AmendedField, text: str, *, asked_at: datetime, now: datetime
) -> Facts:
    """By a fixed number of statements, however large the class and the institution are."""
    lessons = _held(session, own)
    new = with_text(filed_of(own), field, text)
    lost, gained = _moved_punches(session, own, new) if field is AmendedField.DEVICE else (0, 0)
    return Facts(
        asked_on=shanghai_day(asked_at),
        policy=own.policy_of(CheckLevel.CITY),
        lessons=tuple(map(filed_lesson, lessons)),
        taught_halves=sum(each.halves for each in lessons if _begins(own, each) <= now),
        online_reason=own.why_online,
        name_is_taken=field is AmendedField.NAME and _is_taken(session, own, text),
        machines=_machines(session, own) if field is AmendedField.DEVICE else frozenset(),
        lost_punches=lost,
        gained_punches=gained,
        clashes=tuple(_clashes(session, own, new)) if field in PLACES else (),
        is_settled=is_settled(session, own, now=now),
        # No list is made of a class that has not ended.
        list_is_approved=shanghai_day(now) > own.ends_on and list_is_approved(session, own.id),
        on_roster=on_rosters(session, [own.id])[own.id],
    )


def waiting_ordinal(session: Session, own: TrainingClass, field: AmendedField) -> int | None:
    """Of the request for that field that nobody has decided yet."""
    waits = (ClassAmendment.state == ChangeState.WAITING, ClassAmendment.field == field)
    found = select(ClassAmendment.ordinal).where(ClassAmendment.class_id == own.id, *waits)
    return session.scalars(found).first()


def _begins(own: TrainingClass, lesson: Lesson) -> datetime:
    return own.times.of(lesson.held_on, lesson.half_day)[0]


def _held(session: Session, own: TrainingClass) -> list[Lesson]:
    held = select(Lesson).outerjoin(LessonCancellation).where(LessonCancellation.id.is_(None))
    return list(session.scalars(held.where(Lesson.class_id == own.id).order_by(Lesson.held_on)))


def _is_taken(session: Session, own: TrainingClass, name: str) -> bool:
    others = select(TrainingClass.id).where(
        TrainingClass.institution_id == own.institution_id,
        TrainingClass.name == name,
        TrainingClass.id != own.id,
    )
    return session.scalars(others.limit(1)).first() is not None


def _machines(session: Session, own: TrainingClass) -> frozenset[str]:
    named = select(Device.name, Device.number).where(
        Device.institution_id == own.institution_id, Device.removed_at.is_(None)
    )
    return frozenset(each for row in session.execute(named) for each in row if each)


def _moved_punches(session: Session, own: TrainingClass, new: Filed) -> tuple[int, int]:
    """Of the class's numbers and days, on machines that count now and would not, and the other way round."""
    names = other_names(session, own.institution_id)
    numbers = select(Enrolment.attendance_number).where(Enrolment.class_id == own.id)
    seen = (
        select(Punch.device, func.count())
        .where(Punch.institution_id == own.institution_id, Punch.number.in_(numbers), counts())
        .where(Punch.punched_at >= _begin(own.starts_on), Punch.punched_at < _begin(own.ends_on + ONE_DAY))
        .group_by(Punch.device)
    )
    was, would = (
        Place("", device, own.starts_on, own.ends_on, names.get(device, NO_OTHER))
        for device in (own.attendance_device, new.device)
    )
    moved = {True: 0, False: 0}
    for device, many in session.execute(seen):
        counted, would_count = was.takes(device, own.starts_on), would.takes(device, own.starts_on)
        if counted is not would_count:
            moved[counted] += many
    return moved[True], moved[False]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)


def _clashes(session: Session, own: TrainingClass, new: Filed) -> Iterator[str]:
    """Numbers that another class has on the same machine in these days, and people who are in both."""
    names = other_names(session, own.institution_id)
    place = Place("", new.device, new.starts_on, new.ends_on, names.get(new.device, NO_OTHER))
    for other, theirs, ours, left_theirs, left_ours in session.execute(_together(own, new)):
        until, last = left_theirs or other.ends_on, min(new.ends_on, left_ours or new.ends_on)
        days = f"班级 {other.class_number}（{other.starts_on} 至 {until}）"
        is_in_both = theirs.trainee_id == ours.trainee_id
        if is_in_both and other.starts_on <= min(last, until) and new.starts_on <= until:
            yield f"有学员同期也在{days}"
        number, device = theirs.attendance_number, other.attendance_device
        if number and number == ours.attendance_number and other.institution_id == own.institution_id:
            taken = Place(number, device, other.starts_on, other.ends_on, names.get(device, NO_OTHER))
            if taken.clashes_with(replace(place, number=number)):
                yield f"考勤号 {number} 同期由{days}的学员使用"


def _together(own: TrainingClass, new: Filed) -> Select[TrainingClass, Enrolment, Enrolment, date, date]:
    """Whoever shares a person or a number with this class in its days: their class, they, ours, and when
    each left."""
    ours, left_ours = aliased(Enrolment), aliased(Withdrawal)
    shared = or_(
        Enrolment.trainee_id == ours.trainee_id, Enrolment.attendance_number == ours.attendance_number
    )
    return (
        select(TrainingClass, Enrolment, ours, Withdrawal.last_day, left_ours.last_day)
        .select_from(ours)
        .join(Enrolment, shared)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .outerjoin(Withdrawal, Withdrawal.enrolment_id == Enrolment.id)
        .outerjoin(left_ours, left_ours.enrolment_id == ours.id)
        .where(ours.class_id == own.id, Enrolment.class_id != own.id)
        .where(TrainingClass.starts_on <= new.ends_on, TrainingClass.ends_on >= new.starts_on)
        .where(
            or_(Enrolment.trainee_id == ours.trainee_id, TrainingClass.institution_id == own.institution_id)
        )
        .order_by(TrainingClass.class_number, Enrolment.id)
    )
