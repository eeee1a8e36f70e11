"""Days and moments as the desk writes them: short where the year is plain, with how far away they are."""

from datetime import date, datetime

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
