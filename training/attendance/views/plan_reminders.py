"""Which reminders of missing punches are due now, and for everybody else why not; nothing is written yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.attendance.rules.chances import Chance
from training.attendance.rules.reminders import (
    DueReminder,
    Silence,
    decide_about,
    silence_of_class,
    silent_half_days,
)
from training.attendance.terms import Occasion
from training.attendance.views.standing_of_day import ClassOfDay, Person, classes_of_day, people_of_day
from training.notice.clock import shanghai_day
from training.notice.terms import HalfDay
from training.records.classes.classes import TrainingClass
from training.sheets.chunks import chunks

# So many classes of forty are held in memory and asked for in one query.
CLASSES_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Planned:
    """What was decided about one trainee and one occasion."""

    of_class: ClassOfDay
    chance: Chance
    person: Person
    verdict: DueReminder | Silence


@dataclass(frozen=True, slots=True)
class SilentHalfDay:
    """A half day in which no machine saw anybody of a class."""

    of_class: ClassOfDay
    held_on: date
    half_day: HalfDay


@dataclass(frozen=True)
class Plan:
    """What is to be written now, and why nothing else is."""

    due: list[Planned] = field(default_factory=list)
    not_due: list[Planned] = field(default_factory=list)
    no_class: list[tuple[ClassOfDay, Chance, Silence]] = field(default_factory=list)
    """Occasions that nobody of the class is told of now."""
    silent: list[SilentHalfDay] = field(default_factory=list)


def plan_reminders(session: Session, now: datetime, only: TrainingClass | None = None) -> Plan:
    """Decide about every trainee of every class that has an occasion now, or of the one class.

    The cost grows with the trainees of those half days, and not with what was punched before.
    """
    plan, held_on = Plan(), shanghai_day(now)
    classes = classes_of_day(session, held_on, only.id if only else None)
    live = dict(_live(classes, now, plan))
    # Of one institution together: their punches are asked for by the institution.
    concerned = sorted((each for each in classes if each.class_id in live), key=_institution)
    for chunk in chunks(concerned, CLASSES_AT_ONCE):
        people = people_of_day(session, chunk, held_on)
        for each in chunk:
            for chance in live[each.class_id]:
                _decide(plan, each, chance, people[each.class_id], now)
    return plan


def _institution(of_class: ClassOfDay) -> int:
    return of_class.institution_id


def _live(classes: list[ClassOfDay], now: datetime, plan: Plan) -> Iterator[tuple[int, list[Chance]]]:
    for each in classes:
        reasons = [(chance, silence_of_class(chance, now)) for chance in each.chances]
        plan.no_class.extend((each, chance, reason) for chance, reason in reasons if reason)
        if live := [chance for chance, reason in reasons if reason is None]:
            yield each.class_id, live


def _decide(plan: Plan, each: ClassOfDay, chance: Chance, people: list[Person], now: datetime) -> None:
    silent = silent_half_days(chance, (person.standing.punches for person in people))
    is_noticed = False
    for person in people:
        verdict = decide_about(chance, person.before(chance), silent, now)
        is_noticed |= verdict is Silence.MACHINE_SILENT
        (plan.due if isinstance(verdict, DueReminder) else plan.not_due).append(
            Planned(each, chance, person, verdict)
        )
    if is_noticed and chance.occasion is not Occasion.DAY_LOST:
        plan.silent.extend(SilentHalfDay(each, chance.held_on, half_day) for half_day in silent)
