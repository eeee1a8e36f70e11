"""Working days (工作日): statutory holidays are none, weekend days that were swapped for them (调休) are.

What was imported counts before what the library knows; of a year that neither knows, Monday to Friday without
the statutory days are guessed, and whoever counts them is told so.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from training.notice.statutory_days import (
    is_published,
    is_published_workday,
    published_name,
    statutory_days,
)

SATURDAY = 5
GUESSED = "放假安排未公布，暂按法定节日和周末推算"
LATEST = "（放假安排未公布，按最晚推算）"
ONE_DAY = timedelta(days=1)
BEFORE, AFTER = 2, 5
"""So far from a statutory day no weekday was ever free for it; tests hold that against every known year."""


@dataclass(frozen=True, slots=True)
class ArrangedDay:
    """One line of an imported arrangement: free (放假) or worked (上班), and for which holiday."""

    is_working: bool
    name: str = ""


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day that was found by counting working days."""

    on: date
    latest: date
    """Under no arrangement is it later; the same day where every day on the way is certain."""
    guessed_years: tuple[int, ...] = ()
    """Years on the way whose arrangement is not known."""

    @property
    def is_guessed(self) -> bool:
        return bool(self.guessed_years)

    @property
    def warning(self) -> str:
        """What must be said beside the day, empty where it is certain."""
        if not self.is_guessed:
            return ""
        years = "、".join(map(str, self.guessed_years))
        later = f"，最晚可能是 {self.latest}" if self.latest > self.on else ""
        return f"{years} 年{GUESSED}{later}。"


@dataclass(frozen=True)
class Calendar:
    """What is known of holidays: `days` of the imported `years`, then the library, then a guess.

    A notice may arrange the last days of December before its year, so `days` reach beyond `years`.
    """

    years: frozenset[int] = frozenset()
    days: Mapping[date, ArrangedDay] = field(default_factory=dict)

    def knows(self, year: int) -> bool:
        """Whether the arrangement of that year is announced, as far as this installation has heard."""
        return year in self.years or is_published(year)

    def is_working_day(self, day: date) -> bool:
        """As far as is known; of a year that is not announced, Monday to Friday without statutory days."""
        if day in self.days:
            return self.days[day].is_working
        if day.year not in self.years and is_published(day.year):
            return is_published_workday(day)
        return day.weekday() < SATURDAY and (day.year in self.years or day not in statutory_days(day.year))

    def holiday_name(self, day: date) -> str:
        """The holiday that a free day belongs to; empty for working days and plain weekends."""
        if day in self.days:
            return "" if self.days[day].is_working else self.days[day].name
        if day.year in self.years:
            return ""
        return published_name(day) if is_published(day.year) else statutory_days(day.year).get(day, "")

    def is_holiday(self, day: date) -> bool:
        return bool(self.holiday_name(day))

    def surely_works(self, day: date) -> bool:
        """Whether it is a working day under any arrangement that is still to come."""
        return self.is_working_day(day) and not any(day in _may_be_free(year) for year in self._unknown(day))

    def after(self, start: date, count: int) -> CountedDay:
        """The working day number `count` after `start`, which itself is day 0."""
        on, latest = _counted(start, count, self.is_working_day), _counted(start, count, self.surely_works)
        years = range(start.year, latest.year + 1)
        return CountedDay(on, latest, tuple(year for year in years if not self.knows(year)))

    def _unknown(self, day: date) -> Iterator[int]:
        """The years not announced whose holidays the day may belong to: 31 December to those of the next."""
        return (year for year in {day.year, (day + BEFORE * ONE_DAY).year} if not self.knows(year))


PUBLISHED = Calendar()
"""What the library knows by itself."""


def _counted(start: date, count: int, works: Callable[[date], bool]) -> date:
    day = start
    while count > 0:
        day += ONE_DAY
        count -= works(day)
    return day


@lru_cache(maxsize=64)
def _may_be_free(year: int) -> frozenset[date]:
    """Every day near a statutory one: what is not announced yet may free any of them."""
    near = range(-BEFORE, AFTER + 1)
    return frozenset(day + offset * ONE_DAY for day in statutory_days(year) for offset in near)
