"""The classes with a lesson today or a check still wanted, each once, with what was checked today."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from sqlalchemy import or_
from sqlalchemy.orm import Session

from training.checks.rules.class_choice import Choice, ClassFacts, Shown, fits
from training.checks.views.check_views import ClassLine
from training.checks.views.find_check import checks_at, visible_checks
from training.checks.views.list_checks import CheckLine, check_lines
from training.checks.views.owed_checks import OwedCheck, owed_checks
from training.checks.views.see_check import class_line
from training.classes.views.classes_in_session import lessons_of_day
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.terms import Mode
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.classes import Lesson
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ClassToCheck:
    """One class, for one's own level."""

    of_class: ClassLine
    lessons: tuple[Lesson, ...]
    """Of today."""
    on_now: tuple[Lesson, ...]
    """Of those, the ones that are being held right now."""
    owed: OwedCheck | None
    checks: tuple[CheckLine, ...]
    """That run, or began today and count; the latest last."""

    @property
    def is_online(self) -> bool:
        """The lesson that is on now is checked by video (R31)."""
        return any(each.mode is Mode.ONLINE for each in self.on_now)

    @property
    def running(self) -> CheckLine | None:
        return next((each for each in self.checks if each.ended_at is None), None)

    @property
    def ended_today(self) -> CheckLine | None:
        """The latest that counts, or else the latest that could not be completed."""
        ended = [each for each in self.checks if each.ended_at is not None]
        return next(reversed([each for each in ended if each.counts] or ended), None)

    @property
    def mark_of_today(self) -> str:
        """What a check of today came to, in words; empty where there was none."""
        ended = self.ended_today
        if ended is None:
            return ""
        return f"{'✓ 今天已查' if ended.counts else '今天没查成'}：{ended.state}"

    @property
    def facts(self) -> ClassFacts:
        own, quota = self.of_class, self.owed.quota if self.owed else None
        return ClassFacts(
            own.number,
            own.name,
            own.institution,
            own.district,
            owed=quota.owed if quota else 0,
            days_left=quota.days_left if quota else 0,
            is_in_session=bool(self.on_now),
            was_checked_today=self.ended_today is not None and self.ended_today.counts,
        )


def is_named(own: ClassLine, choice: Choice) -> bool:
    """Whether the class fits what is said of its name and place, however it stands today."""
    facts = ClassFacts(own.number, own.name, own.institution, own.district)
    return fits(facts, replace(choice, shown=Shown.ALL))


@dataclass(frozen=True)
class ClassesToCheck:
    """All of them, and every check of one's own level that may be carried on, one's own first."""

    classes: tuple[ClassToCheck, ...]
    running: tuple[CheckLine, ...]


def classes_to_check(session: Session, staff: Staff, *, now: datetime) -> ClassesToCheck:
    """For whoever checks nothing only the lessons of the day; it asks as often of many as of few."""
    lessons: dict[UUID, list[Lesson]] = {}
    classes: dict[UUID, ClassLine] = {}
    for lesson in lessons_of_day(session, staff, shanghai_day(now)):
        own = lesson.training_class
        classes.setdefault(own.public_id, class_line(own))
        lessons.setdefault(own.public_id, []).append(lesson)
    owed = {} if checks_at(staff) is None else _owed(session, staff, now)
    for key, debt in owed.items():
        classes.setdefault(key, debt.of_class)
    checks = _checks(session, staff, now)
    found = tuple(
        ClassToCheck(
            own,
            tuple(lessons.get(key, ())),
            tuple(each for each in lessons.get(key, ()) if _is_on(each, now)),
            owed.get(key),
            tuple(each for each in checks if each.of_class.class_id == key),
        )
        for key, own in classes.items()
    )
    running = [each for each in reversed(checks) if each.ended_at is None]
    return ClassesToCheck(found, tuple(sorted(running, key=lambda line: line.started_by != staff.name)))


def _owed(session: Session, staff: Staff, now: datetime) -> dict[UUID, OwedCheck]:
    return {each.of_class.class_id: each for each in owed_checks(session, staff, now=now)}


def _checks(session: Session, staff: Staff, now: datetime) -> tuple[CheckLine, ...]:
    """Of one's own level, the oldest first; what was voided has checked nothing."""
    level = checks_at(staff)
    if level is None:
        return ()
    midnight = datetime.combine(shanghai_day(now), time(), SHANGHAI)
    at_hand = or_(SpotCheck.ended_at.is_(None), SpotCheck.started_at >= midnight)
    own = visible_checks(staff).where(SpotCheck.level == level, at_hand)
    in_order = session.scalars(own.order_by(SpotCheck.started_at, SpotCheck.id))
    return check_lines(each for each in in_order if each.voiding is None)


def _is_on(lesson: Lesson, now: datetime) -> bool:
    starts, ends = lesson.training_class.times.of(lesson.held_on, lesson.half_day)
    return starts <= now <= ends
