"""Days and moments as the desk writes them: short where the year is plain, with how far away they are."""

from datetime import date, datetime
from typing import NamedTuple

from training.notice.clock import SHANGHAI, shanghai_day

WEEKDAYS = "一二三四五六日"


def short_day(day: date, today: date) -> str:
    """12-04; of another year 2025-12-04."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def short_moment(moment: datetime, now: datetime) -> str:
    """今天 08:33, 11-23 17:32; of another year with it."""
    local, today = moment.astimezone(SHANGHAI), shanghai_day(now)
    day = "今天" if local.date() == today else short_day(local.date(), today)
    return f"{day} {local:%H:%M}"


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


class When(NamedTuple):
    """A day or a moment in a list: short on the page, whole in its file, which is read on another day."""

    words: str
    exact: str


def cell_of_day(day: date, today: date) -> When:
    """12-04; in a file 2026-12-04."""
    return When(short_day(day, today), day.isoformat())


def cell_of_moment(moment: datetime, now: datetime, by: str = "") -> When:
    """今天 08:33, in a file 2026-12-04 08:33; after the name of whoever it was, where there is one."""
    who = f"{by} " if by else ""
    exact = f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return When(f"{who}{short_moment(moment, now)}", f"{who}{exact}")
