"""一键匹配: for each number that is in no roster, whom of the classes on its machine it may mean (R43)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from training.attendance.rules.numbers import Numbered, grounds_for
from training.attendance.views.numbers.lost_numbers import LostNumber, lost_numbers
from training.attendance.views.places import places_of_numbers
from training.classes.rules.places import Place, by_number
from training.classes.views.device_names import NO_OTHER, other_names
from training.classes.views.within import within_class
from training.notice.clock import shanghai_day
from training.notice.permissions import Permission, place_of
from training.notice.permissions import Place as Reach
from training.records.attendance.devices import Device, DeviceUser
from training.records.attendance.numbers import NumberMatch, NumberMatchDecision
from training.records.attendance.punches import Punch
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.moments import DayOf
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class Candidate:
    """Whom a number may mean (trainee, class and rules loaded), on how many days it was seen, and why."""

    enrolment: Enrolment
    place: Place
    """The one that this person would have."""
    days: int
    grounds: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A number that is in no roster, and whom it may mean, the best first; perhaps nobody."""

    lost: LostNumber
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True)
class _Known:
    """What the database holds beside the people themselves."""

    machines: Mapping[str, frozenset[str]]
    names: Mapping[str, Sequence[tuple[str, str]]]
    """By number: machine, and the name that it has for the number by now."""
    used: frozenset[int]
    """The enrolments whose own number was seen in their class: they would lose hours."""
    waiting: frozenset[int]
    """The enrolments about which a match waits."""
    held: Mapping[str, Sequence[Place]]
    """By number the places of those who hold it in some other days."""


def proposals_for(session: Session, staff: Staff, institution_id: int, *, now: datetime) -> list[Proposal]:
    """Of the classes in which this person may match: those of a school only while they run."""
    lost = lost_numbers(session, institution_id, now=now)
    if not lost:
        return []
    people = _people(session, staff, institution_id, lost, shanghai_day(now))
    known = _Known(
        other_names(session, institution_id),
        _names(session, institution_id, [each.number for each in lost]),
        _used(session, institution_id, people),
        _waiting(session, institution_id),
        _held(session, institution_id, lost, people),
    )
    free = [each for each in people if each.id not in known.used | known.waiting]
    return [Proposal(each, tuple(_candidates(each, free, known))) for each in lost]


def _candidates(lost: LostNumber, people: Sequence[Enrolment], known: _Known) -> list[Candidate]:
    found = [one for each in people if (one := _candidate(lost, each, known))]
    return sorted(found, key=lambda each: (-len(each.grounds), -each.days, each.enrolment.id))


def _candidate(lost: LostNumber, person: Enrolment, known: _Known) -> Candidate | None:
    own = person.training_class
    others = known.machines.get(own.attendance_device, NO_OTHER)
    place = Place(lost.number, own.attendance_device, own.starts_on, own.ends_on, others)
    days = {day for device, day in lost.seen if place.takes(device, day) and _is_in_class(person, day)}
    if not days or any(place.clashes_with(each) for each in known.held.get(lost.number, ())):
        return None
    called = {name for device, name in known.names.get(lost.number, ()) if place.takes(device, own.starts_on)}
    numbered = Numbered(person.trainee.name, person.attendance_number or "", frozenset(called))
    grounds = grounds_for(lost.number, numbered)
    return Candidate(person, place, len(days), grounds) if grounds else None


def _is_in_class(person: Enrolment, day: date) -> bool:
    return person.joined_on <= day and (person.withdrawal is None or day <= person.withdrawal.last_day)


def _people(
    session: Session, staff: Staff, institution_id: int, lost: Collection[LostNumber], today: date
) -> Sequence[Enrolment]:
    days = [day for each in lost for _, day in each.seen]
    running = [TrainingClass.starts_on <= max(days), TrainingClass.ends_on >= min(days)]
    if place_of(staff.role, Permission.MATCH_NUMBERS) is Reach.OWN_INSTITUTION:
        running.append(TrainingClass.ends_on >= today)
    own = (
        select(Enrolment)
        .join(Enrolment.training_class)
        .join(TrainingClass.rule_set)
        .join(Enrolment.trainee)
        .options(
            contains_eager(Enrolment.training_class).contains_eager(TrainingClass.rule_set),
            contains_eager(Enrolment.trainee),
            joinedload(Enrolment.withdrawal),
        )
        .where(TrainingClass.institution_id == institution_id, *running)
        .where(within_class(staff, Permission.MATCH_NUMBERS))
    )
    return session.scalars(own.order_by(Enrolment.id)).all()


def _names(
    session: Session, institution_id: int, numbers: Sequence[str]
) -> Mapping[str, Sequence[tuple[str, str]]]:
    told = (
        select(Device.name, DeviceUser.number, DeviceUser.name)
        .join(Device, DeviceUser.device_id == Device.id)
        .where(Device.institution_id == institution_id, DeviceUser.number.in_(numbers))
    )
    latest: dict[tuple[str, str], str] = {}
    for machine, number, name in session.execute(told.order_by(DeviceUser.id)):
        latest[number, machine] = name.strip()
    table: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (number, machine), name in latest.items():
        if name:
            table[number].append((machine, name))
    return table


def _used(session: Session, institution_id: int, people: Sequence[Enrolment]) -> frozenset[int]:
    """By the days of the class alone, whatever the machine: better nobody proposed than hours taken away."""
    day = DayOf(Punch.punched_at)
    is_own = and_(Punch.institution_id == institution_id, Punch.number == Enrolment.attendance_number)
    seen = (
        select(Enrolment.id)
        .join(TrainingClass, Enrolment.class_id == TrainingClass.id)
        .join(Punch, is_own)
        .where(day >= TrainingClass.starts_on, day <= TrainingClass.ends_on)
        .where(Enrolment.class_id.in_({each.class_id for each in people}))
    )
    return frozenset(session.scalars(seen.distinct()))


def _waiting(session: Session, institution_id: int) -> frozenset[int]:
    asked = (
        select(NumberMatch.enrolment_id)
        .join(NumberMatch.training_class)
        .outerjoin(NumberMatchDecision)
        .where(TrainingClass.institution_id == institution_id)
        .where(NumberMatch.is_at_once.is_(False), NumberMatchDecision.id.is_(None))
    )
    return frozenset(session.scalars(asked))


def _held(
    session: Session, institution_id: int, lost: Sequence[LostNumber], people: Sequence[Enrolment]
) -> Mapping[str, Sequence[Place]]:
    first = min((each.training_class.starts_on for each in people), default=date.max)
    last = max((each.training_class.ends_on for each in people), default=date.min)
    numbers = {each.number for each in lost}
    return by_number(places_of_numbers(session, institution_id, numbers, (first, last)))
