"""Working days (工作日): statutory holidays are none, weekend days that were swapped for them (调休) are."""

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """By the State Council's calendar; of a year that is not announced yet, Monday to Friday."""
    if holidays_are_known(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < SATURDAY


def working_day_after(start: date, count: int) -> date:
    """The working day number `count` after `start`, which itself is day 0."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def holidays_are_known(year: int) -> bool:
    """Whether the calendar knows the statutory holidays of that year; they are published each November."""
    try:
        chinese_calendar.is_holiday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=1024)
def is_statutory_holiday(day: date) -> bool:
    """Whether it is one of the statutory holidays; unknown years have none."""
    if not holidays_are_known(day.year):
        return False
    _, holiday = chinese_calendar.get_holiday_detail(day)
    return holiday is not None and chinese_calendar.is_holiday(day)
