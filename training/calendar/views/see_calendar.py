"""A year as the calendar has it: every day that is not what its weekday says, and where that comes from."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.notice.working_days import SATURDAY, Calendar
from training.records.calendar import CalendarYear


@dataclass(frozen=True)
class ShownDay:
    """A holiday, or a weekend day that is worked; `name` is empty of the latter where nobody said it."""

    day: date
    is_working: bool
    name: str


@dataclass(frozen=True)
class ImportedVersion:
    """One import of the year; the first of the list holds."""

    version: int
    title: str
    source: str
    imported_by: str
    imported_at: datetime


@dataclass(frozen=True)
class YearView:
    """The year's days, and whether they are announced or guessed."""

    year: int
    is_known: bool
    versions: tuple[ImportedVersion, ...]
    """The newest first; empty where the days come from the library, or are guessed."""
    days: tuple[ShownDay, ...]


def see_calendar(session: Session, year: int) -> YearView:
    """Of a year that nobody announced the statutory days alone, with `is_known` False."""
    calendar = calendar_of(session)
    own = select(CalendarYear).where(CalendarYear.year == year).order_by(CalendarYear.version.desc())
    versions = tuple(map(_version, session.scalars(own)))
    return YearView(year, calendar.knows(year), versions, _days(calendar, year))


def _version(row: CalendarYear) -> ImportedVersion:
    return ImportedVersion(row.version, row.title, row.source, row.imported_by, row.imported_at)


def _days(calendar: Calendar, year: int) -> tuple[ShownDay, ...]:
    first = date(year, 1, 1)
    all_days = (first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days))
    return tuple(_shown(calendar, day) for day in all_days if _is_arranged(calendar, day))


def _is_arranged(calendar: Calendar, day: date) -> bool:
    return calendar.is_holiday(day) or calendar.is_working_day(day) == (day.weekday() >= SATURDAY)


def _shown(calendar: Calendar, day: date) -> ShownDay:
    told = calendar.days.get(day)
    return ShownDay(day, calendar.is_working_day(day), told.name if told else calendar.holiday_name(day))
