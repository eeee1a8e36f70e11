"""The clock of the notice: everything happens in Asia/Shanghai."""

from datetime import date, datetime, timedelta, timezone


def clock(moment: datetime) -> str:
    """The wall clock in Asia/Shanghai, HH:MM."""
    return f"{moment.astimezone(SHANGHAI):%H:%M}"


def shanghai_day(moment: datetime) -> date:
    """The training day of an aware time: a day in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


# China keeps one zone without summer time (since 1992), so a fixed offset is exact for every training day
# and needs no zone database on the machine.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
