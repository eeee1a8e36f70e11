"""Requests about one's own data (个人信息请求): by when they are answered, and what they are called."""

from datetime import date

from training.notice.working_days import Calendar, CountedDay

ANSWER_WORKING_DAYS = 15
"""个人信息保护法第五十条 asks for 及时; the recommended standard GB/T 35273 gives thirty days."""
NEARLY = 3
"""So many working days before the last one the morning's alert begins."""
MOST_OPEN = 3


def answer_due(filed_on: date, calendar: Calendar) -> CountedDay:
    """The last day for the answer; the day of the request is day 0."""
    return calendar.after(filed_on, ANSWER_WORKING_DAYS)


def is_nearly_due(today: date, due_on: date, calendar: Calendar) -> bool:
    """Whether no more than `NEARLY` working days are left, or none at all."""
    return calendar.after(today, NEARLY).on >= due_on


def number_of(year: int, ordinal: int) -> str:
    """请求 2026-0012: what people call it by."""
    return f"{year}-{ordinal:04}"
