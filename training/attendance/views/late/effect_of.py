"""What would move if batches that wait were accepted: half days, and who would become 合格 by it."""

from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.progress import Progress, ProgressState, measure
from training.attendance.views.late.batches_seen import WaitingBatch, touched_classes
from training.attendance.views.late.crediting import is_clock_right, is_of_batches
from training.attendance.views.progress_of import ClassProgress, course_of, progress_of_class
from training.classes.rules.places import Place
from training.classes.views.device_names import NO_OTHER, other_names
from training.notice.clock import shanghai_day
from training.records.attendance.punches import Punch
from training.records.classes.classes import TrainingClass

Seen = Mapping[str, list[tuple[str, datetime]]]


@dataclass(frozen=True)
class Effect:
    """People whose hours would change, how many half days of theirs, and who would become 合格."""

    people: int
    half_days: int
    qualified: tuple[str, ...]


def effect_of(session: Session, found: Sequence[WaitingBatch], now: datetime) -> Effect:
    """Measured by the rules of each class, with the punches of all these batches beside those that count."""
    people, half_days, qualified = 0, 0, []
    for own, seen in _touched(session, found):
        for before in progress_of_class(session, own, now):
            after = _with(session, own, before, seen, now)
            moved = _moved(before.progress, after)
            people, half_days = people + (moved > 0), half_days + moved
            if _becomes_qualified(before.progress, after):
                qualified.append(before.enrolment.trainee.name)
    return Effect(people, half_days, tuple(qualified))


def _touched(session: Session, found: Sequence[WaitingBatch]) -> Iterator[tuple[TrainingClass, Seen]]:
    """The classes of each institution, and what its batches bring."""
    for institution_id in sorted({each.institution.id for each in found}):
        own = [each for each in found if each.institution.id == institution_id]
        numbers = [each.number for each in own]
        days = min(each.first_day for each in own), max(each.last_day for each in own)
        seen = _seen(session, numbers)
        for touched in touched_classes(session, institution_id, numbers, days):
            yield touched, seen


def _seen(session: Session, numbers: Collection[int]) -> Seen:
    table: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    own = select(Punch.number, Punch.device, Punch.punched_at)
    held = own.where(is_of_batches(numbers), is_clock_right())
    for whose, device, punched_at in session.execute(held):
        table[whose].append((device, punched_at))
    return table


def _with(session: Session, own: TrainingClass, before: ClassProgress, seen: Seen, now: datetime) -> Progress:
    whose, punches = before.enrolment.attendance_number or "", list(before.presence.punches)
    if whose not in seen:
        return before.progress
    names = other_names(session, own.institution_id).get(own.attendance_device, NO_OTHER)
    place = Place(whose, own.attendance_device, own.starts_on, own.ends_on, names)
    for device, punched_at in seen[whose]:
        if place.takes(device, shanghai_day(punched_at)):
            insort(punches, punched_at)
    return measure(course_of(session, own), replace(before.presence, punches=punches), now)


def _moved(before: Progress, after: Progress) -> int:
    pairs = zip(before.half_days, after.half_days, strict=True)
    return sum(was.halves != becomes.halves for was, becomes in pairs)


def _becomes_qualified(before: Progress, after: Progress) -> bool:
    return before.state is not ProgressState.QUALIFIED and after.state is ProgressState.QUALIFIED
