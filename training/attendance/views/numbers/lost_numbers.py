"""Numbers on an institution's machines that are in no roster of their days, of the last weeks (R43)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.views.late.crediting import is_clock_right
from training.attendance.views.places import places_of_numbers
from training.classes.rules.places import by_number
from training.records.attendance.punches import Punch
from training.records.moments import DayOf

SO_FAR_BACK = timedelta(days=60)
MOST_NUMBERS = 200
Day = tuple[str, str, date, int, datetime, datetime]
"""Number, machine, Shanghai day, how many punches, the first and the last."""


@dataclass(frozen=True)
class LostNumber:
    """One number, on which machines and Shanghai days it was seen, how often and from when to when."""

    number: str
    seen: tuple[tuple[str, date], ...]
    punches: int
    first: datetime
    last: datetime

    @property
    def devices(self) -> tuple[str, ...]:
        return tuple(sorted({device for device, _ in self.seen if device}))


def lost_numbers(session: Session, institution_id: int, *, now: datetime) -> list[LostNumber]:
    """The most punches first, no more than a page holds; each day that no roster takes is one of theirs."""
    day = DayOf(Punch.punched_at)
    moment = Punch.punched_at
    seen = (
        select(Punch.number, Punch.device, day, func.count(), func.min(moment), func.max(moment))
        .where(Punch.institution_id == institution_id, is_clock_right(), moment >= now - SO_FAR_BACK)
        .group_by(Punch.number, Punch.device, day)
    )
    rows: list[Day] = [
        (number, device, held_on, count, first, last)
        for number, device, held_on, count, first, last in session.execute(seen)
    ]
    if not rows:
        return []
    days = [each[2] for each in rows]
    numbers = {each[0] for each in rows}
    places = by_number(places_of_numbers(session, institution_id, numbers, (min(days), max(days))))
    table: dict[str, list[Day]] = defaultdict(list)
    for each in rows:
        number, device, held_on, *_ = each
        if not any(place.takes(device, held_on) for place in places.get(number, ())):
            table[number].append(each)
    found = (_lost(number, own) for number, own in table.items())
    return sorted(found, key=lambda each: (-each.punches, each.number))[:MOST_NUMBERS]


def _lost(number: str, days: Iterable[Day]) -> LostNumber:
    own = list(days)
    return LostNumber(
        number,
        tuple(sorted((device, held_on) for _, device, held_on, *_ in own)),
        sum(count for *_, count, _, _ in own),
        min(first for *_, first, _ in own),
        max(last for *_, last in own),
    )
