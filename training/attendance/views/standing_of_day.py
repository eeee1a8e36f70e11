"""A day of many classes by a few queries: what may be told of it, and how each trainee stands."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.attendance.rules.attendance import MadeGood
from training.attendance.rules.chances import Chance, chances_of_day, on_holiday
from training.attendance.rules.reminders import Standing
from training.attendance.terms import DayPart, Occasion
from training.attendance.views.corrections_of import Correction, corrections_of_day, made_good
from training.attendance.views.late.crediting import counts
from training.attendance.views.standing_leave import is_standing
from training.calendar.views.calendar_of import calendar_of
from training.classes.views.device_names import NO_OTHER, other_names
from training.notice import windows
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode
from training.notice.windows import ClassTimes
from training.outbox.rules.withdrawn import MARK
from training.people.views.reachable import has_opted_out, is_verified
from training.people.views.restricted import has_restriction
from training.records.attendance.leave import LeaveOfAbsence
from training.records.attendance.punches import Punch
from training.records.attendance.reminders import Reminder
from training.records.classes.classes import Lesson, LessonCancellation, TrainingClass
from training.records.classes.districts import RuleSet
from training.records.classes.trainees import Enrolment, Trainee, Withdrawal
from training.records.outbox.messages import OutgoingMessage

Slot = tuple[HalfDay, int, Mode, bool]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class ClassOfDay:
    """A class that has a lesson that day, and every occasion of it."""

    class_id: int
    class_number: str
    name: str
    district_id: int
    institution_id: int
    device: str
    """The one machine whose punches count; empty means any of the institution."""
    chances: tuple[Chance, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A trainee of the class on that day; `reminded` are the occasions already told."""

    enrolment_id: int
    trainee_id: int
    name: str
    standing: Standing
    reminded: frozenset[tuple[DayPart, Occasion]] = frozenset()

    def before(self, chance: Chance) -> Standing:
        """The standing as a decision about this chance takes it."""
        was_reminded = (chance.part, chance.occasion) in self.reminded
        return replace(self.standing, was_reminded=True) if was_reminded else self.standing


def classes_of_day(session: Session, held_on: date, class_id: int | None = None) -> list[ClassOfDay]:
    """The classes with a lesson on that day, or the one, in order of their numbers."""
    slots: dict[int, list[Slot]] = defaultdict(list)
    classes: dict[int, Any] = {}
    for each, *slot in session.execute(_lessons(held_on, class_id)):
        classes[each] = slot[:-4]
        slots[each].append(tuple(slot[-4:]))
    if not classes:
        return []
    policies, is_holiday = _policies(session), calendar_of(session).is_holiday(held_on)
    # Most classes of a city keep the same hours, so their windows are made once.
    chances: dict[Any, tuple[Chance, ...]] = {}
    found = []
    for key, (number, name, district_id, institution_id, device, rule_set_id, *times) in classes.items():
        shape = (tuple(slots[key]), tuple(times), rule_set_id)
        if shape not in chances:
            own = _chances(held_on, slots[key], ClassTimes(*times), policies[rule_set_id])
            chances[shape] = on_holiday(own) if is_holiday else own
        found.append(ClassOfDay(key, number, name, district_id, institution_id, device, chances[shape]))
    return found


def people_of_day(
    session: Session, classes: Sequence[ClassOfDay], held_on: date, enrolment_id: int | None = None
) -> dict[int, list[Person]]:
    """Everybody of these classes by class, in the roster's order; or the one."""
    class_ids = [each.class_id for each in classes]
    enrolments = session.execute(_enrolments(class_ids, enrolment_id)).all()
    punches = _Punches(session, classes, [row.attendance_number for row in enrolments])
    leave = _leave(session, class_ids, held_on)
    reminded = _reminded(session, class_ids, held_on)
    corrected = _corrected(session, class_ids, held_on)
    people: dict[int, list[Person]] = defaultdict(list)
    for class_id, key, trainee_id, name, number, joined_on, last_day, *reach in enrolments:
        standing = Standing(
            punches.of(class_id, number),
            corrected.get(key, {}),
            number is not None,
            last_day,
            joined_on,
            leave.get(key, frozenset()),
            *map(bool, reach),
        )
        people[class_id].append(Person(key, trainee_id, name, standing, reminded.get(key, frozenset())))
    return people


def _lessons(held_on: date, class_id: int | None) -> Select[*tuple[Any, ...]]:
    own = TrainingClass
    columns = (
        *(own.id, own.class_number, own.name, own.district_id, own.institution_id),
        *(own.attendance_device, own.rule_set_id),
        *(own.morning_starts, own.morning_ends, own.afternoon_starts, own.afternoon_ends),
        *(Lesson.half_day, Lesson.halves, Lesson.mode, LessonCancellation.id.is_not(None)),
    )
    lessons = select(*columns).join(Lesson, Lesson.class_id == own.id).outerjoin(LessonCancellation)
    lessons = lessons.where(Lesson.held_on == held_on).order_by(own.class_number, Lesson.id)
    return lessons if class_id is None else lessons.where(own.id == class_id)


def _policies(session: Session) -> dict[int, Policy]:
    return {each.id: each.policy for each in session.scalars(select(RuleSet))}


def _chances(held_on: date, slots: list[Slot], times: ClassTimes, policy: Policy) -> tuple[Chance, ...]:
    lessons = (
        windows.Lesson(held_on, half_day, *times.of(held_on, half_day), halves, mode, is_cancelled)
        for half_day, halves, mode, is_cancelled in slots
    )
    return chances_of_day(windows.lesson_windows(lessons, policy), policy)


def _enrolments(class_ids: Sequence[int], enrolment_id: int | None) -> Select[*tuple[Any, ...]]:
    columns = (
        *(Enrolment.class_id, Enrolment.id, Enrolment.trainee_id, Trainee.name, Enrolment.attendance_number),
        *(Enrolment.joined_on, Withdrawal.last_day),
        *(is_verified(), has_opted_out(), has_restriction()),
    )
    own = select(*columns).join(Enrolment.trainee).outerjoin(Enrolment.withdrawal)
    own = own.where(Enrolment.class_id.in_(class_ids)).order_by(Enrolment.id)
    return own if enrolment_id is None else own.where(Enrolment.id == enrolment_id)


class _Punches:
    """Who was seen between the first and the last window of the day.

    Every number is looked up in the key of the table, by the institution that it belongs to, so what was
    punched on other days costs nothing. A join would leave the order of looking to the database, which then
    may read whole institutions.
    """

    def __init__(self, session: Session, classes: Sequence[ClassOfDay], numbers: Sequence[str | None]):
        self._classes = {each.class_id: each for each in classes}
        self._seen: dict[tuple[int, str], list[tuple[str, datetime]]] = defaultdict(list)
        self._names: dict[int, Mapping[str, frozenset[str]]] = {}
        wanted = sorted({number for number in numbers if number is not None})
        columns = select(Punch.institution_id, Punch.number, Punch.device, Punch.punched_at)
        for institution_id in sorted({each.institution_id for each in classes}):
            self._names[institution_id] = other_names(session, institution_id)
            own = columns.where(Punch.institution_id == institution_id, Punch.number.in_(wanted))
            good = own.where(Punch.punched_at.between(*_span(classes)), counts())
            for _, number, device, punched_at in session.execute(good):
                self._seen[institution_id, number].append((device, punched_at))

    def of(self, class_id: int, number: str | None) -> list[datetime]:
        """In order of time, of the class's own machine where it has one, under whichever of its names."""
        own = self._classes[class_id]
        seen = self._seen.get((own.institution_id, number or ""), ())
        names = {own.device} | self._names[own.institution_id].get(own.device, NO_OTHER)
        return sorted(at for device, at in seen if not own.device or device in names)


def _span(classes: Sequence[ClassOfDay]) -> tuple[datetime, datetime]:
    half_days = [half for each in classes for chance in each.chances for half in chance.half_days]
    return min(half.in_opens for half in half_days), max(half.out_closes for half in half_days)


def _leave(session: Session, class_ids: Sequence[int], held_on: date) -> dict[int, frozenset[DayPart]]:
    own = select(LeaveOfAbsence.enrolment_id, LeaveOfAbsence.part).join(LeaveOfAbsence.enrolment)
    own = own.where(LeaveOfAbsence.held_on == held_on, Enrolment.class_id.in_(class_ids), is_standing())
    return _gathered((key, part) for key, part in session.execute(own))


def _reminded(
    session: Session, class_ids: Sequence[int], held_on: date
) -> dict[int, frozenset[tuple[DayPart, Occasion]]]:
    own = select(Reminder.enrolment_id, Reminder.part, Reminder.occasion).join(Reminder.enrolment)
    own = own.where(Reminder.held_on == held_on, Enrolment.class_id.in_(class_ids))
    own = own.join(Reminder.message).where(~OutgoingMessage.dedupe_key.contains(MARK))
    return _gathered((key, (part, occasion)) for key, part, occasion in session.execute(own))


def _gathered(pairs: Iterator[tuple[int, Thing]]) -> dict[int, frozenset[Thing]]:
    table: dict[int, set[Thing]] = defaultdict(set)
    for key, thing in pairs:
        table[key].add(thing)
    return {key: frozenset(things) for key, things in table.items()}


def _corrected(
    session: Session, class_ids: Sequence[int], held_on: date
) -> dict[int, dict[HalfDay, list[MadeGood]]]:
    by_person: dict[int, list[Correction]] = defaultdict(list)
    for each in corrections_of_day(session, class_ids, held_on):
        by_person[each.enrolment_id].append(each)
    return {
        key: {half_day: approved for (_, half_day), approved in made_good(asked).items()}
        for key, asked in by_person.items()
    }
