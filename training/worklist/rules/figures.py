"""日数据、月数据: what charts draw, from half days that are settled; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from training.attendance.rules.attendance import HalfDayCredit, Outcome
from training.notice.clock import SHANGHAI, shanghai_day

LAST_DAYS = 30
"""Of which a chart of days is made; today, which is not over, is none of them."""
LAST_MONTHS = 12
"""And one of months, this one with them."""
NOT_EXPECTED = frozenset({Outcome.CANCELLED, Outcome.LEFT_CLASS, Outcome.NOT_YET_IN_CLASS})
NIGHT = time(4)
"""In Shanghai: from then on a day is asked for with everything that its evening brought."""


@dataclass(frozen=True)
class Share:
    """到课 in half days of people: who was expected, and who came."""

    expected: int = 0
    present: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.expected + other.expected, self.present + other.present)

    @property
    def permille(self) -> int | None:
        """到课率 in thousandths, rounded half up; None where nobody was expected."""
        expected = self.expected
        return (2000 * self.present + expected) // (2 * expected) if expected else None


NOBODY = Share()


@dataclass(frozen=True)
class Trend:
    """到课 of one place day by day, and over all of them."""

    name: str
    days: Mapping[date, Share]

    @property
    def total(self) -> Share:
        return sum(self.days.values(), NOBODY)

    @property
    def lowest(self) -> tuple[date, int] | None:
        """The day with the lowest rate, the latest of several, in thousandths; None without any."""
        rates = [(each.permille, day) for day, each in self.days.items() if each.permille is not None]
        if not rates:
            return None
        least = min(rate for rate, _ in rates)
        return max(day for rate, day in rates if rate == least), least


@dataclass(frozen=True)
class Month:
    """What began and what was checked in one month."""

    first: date
    classes: int = 0
    people: int = 0
    checks: int = 0


def days_before(today: date) -> tuple[date, ...]:
    """The last thirty days that are over, the oldest first."""
    return tuple(today - timedelta(days=each) for each in range(LAST_DAYS, 0, -1))


def months_until(today: date) -> tuple[date, ...]:
    """The first days of the last twelve months, the oldest first."""
    last = 12 * today.year + today.month - 1
    return tuple(date(each // 12, each % 12 + 1, 1) for each in range(last - LAST_MONTHS + 1, last + 1))


def shares_of(people: Iterable[Sequence[HalfDayCredit]], days: Sequence[date]) -> dict[date, Share]:
    """到课 of one class by day, from what every person's half days came to.

    Who comes for a part of a half day has come; a half day that is not settled says nothing yet.
    """
    wanted, found = frozenset(days), defaultdict[date, Share](Share)
    for credits in people:
        for each in credits:
            day = each.windows.lesson.held_on
            if day in wanted and not each.is_open and each.outcome not in NOT_EXPECTED:
                found[day] += Share(1, 1 if each.halves else 0)
    return dict(found)


def trends_of(
    rows: Iterable[tuple[str, date, int, int]], days: Sequence[date], whole: str
) -> tuple[Trend, list[Trend]]:
    """That of all together, named so, and that of every place, the one with most people first.

    `rows`: place, day, expected, present.
    """
    places: dict[str, dict[date, Share]] = defaultdict(lambda: dict.fromkeys(days, NOBODY))
    for name, day, expected, present in rows:
        if day in places[name]:
            places[name][day] += Share(expected, present)
    trends = [Trend(name, own) for name, own in places.items()]
    together = {day: sum((own[day] for own in places.values()), NOBODY) for day in days}
    return Trend(whole, together), sorted(trends, key=lambda each: (-each.total.expected, each.name))


def is_due(made_at: datetime | None, now: datetime) -> bool:
    """Whether the figures of the last night are missing: made before the last four o'clock, or never."""
    today = datetime.combine(shanghai_day(now), NIGHT, SHANGHAI)
    last = today if today <= now else today - timedelta(days=1)
    return made_at is None or made_at < last or made_at > now + timedelta(days=1)


def in_turns(keys: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """So many at once, so that nobody waits for long while they are written."""
    return (keys[first : first + size] for first in range(0, len(keys), size))
