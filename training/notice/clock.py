"""The clock of the notice: everything happens in Asia/Shanghai."""

from datetime import date, datetime, timedelta, timezone


def clock(moment: datetime) -> str:
    """The wall clock in Asia/Shanghai, HH:MM."""
    return f"{moment.astimezone(SHANGHAI):%H:%M}"


def shanghai_day(moment: datetime) -> date:
    """The training day of an aware time: a day in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


def end_of_day(day: date) -> datetime:
    """The moment from which that day is over in Asia/Shanghai."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(days=1)


# How far the clocks of two processes that write into one database may stand apart.
CLOCKS_APART = timedelta(seconds=30)


def waits(until: datetime | None, longest: timedelta, now: datetime) -> bool:
    """Whether to wait for `until`, which a rule puts at most `longest` ahead of the moment it is written.

    One further away was written by a clock that ran ahead (时钟跳变), and nobody waits for it.
    """
    return until is not None and now < until <= now + longest + CLOCKS_APART


def is_recent(moment: datetime, span: timedelta, now: datetime) -> bool:
    """Whether it lies less than `span` back; what a clock that ran ahead wrote counts for nothing."""
    return now - span < moment <= now + CLOCKS_APART


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Whether a clock that ran ahead wrote it: no two clocks that are right stand so far apart."""
    return moment > now + CLOCKS_APART


# China keeps one zone without summer time (since 1992), so a fixed offset is exact for every training day
# and needs no zone database on the machine.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")
