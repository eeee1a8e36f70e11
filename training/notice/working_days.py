"""Working days (工作日): statutory holidays are none, weekend days that were swapped for them (调休) are."""

from datetime import date, timedelta

import chinese_calendar

from training.notice.timetable import holidays_are_known

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
