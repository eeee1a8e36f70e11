"""From punches and watch spans to credited half days (R43 to R45)."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum

from training.attendance.terms import PunchKind
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.policy import Policy
from training.notice.terms import Mode
from training.notice.windows import Windows

Span = tuple[datetime, datetime]
ONE_MINUTE = timedelta(minutes=1)


class Outcome(Enum):
    """What became of a half day."""

    FULL = "full"
    BY_MINUTES = "by minutes"
    MISSING_IN = "in punch missing"
    MISSING_OUT = "out punch missing"
    ABSENT = "absent"
    WATCHED = "watched"
    CANCELLED = "cancelled"
    LEFT_CLASS = "after withdrawal"
    NOT_YET_IN_CLASS = "before joining"


@dataclass(frozen=True, slots=True)
class MadeGood:
    """补卡: a missed punch that was approved later, and by whom, as a trainee may read it."""

    punch: PunchKind
    approved_by: str
    is_unproved: bool = False
    """By the institution itself and without a photo: for those who look at the hours, not for the trainee."""


@dataclass(frozen=True, slots=True)
class HalfDayCredit:
    """A half day of one trainee: what counts now, and what it can still become while it is open."""

    windows: Windows
    outcome: Outcome
    halves: int
    possible_halves: int
    """`halves` once the half day is settled."""
    is_open: bool
    """The out window has not closed, so nothing is lost yet."""
    first: datetime | None = None
    last: datetime | None = None
    """The last punch where it is not a duplicate of the first."""
    minutes: int = 0
    """Inside the lesson between first and last, or watched."""
    made_good: tuple[MadeGood, ...] = ()
    """The corrections among first and last."""
    waiting: int = 0
    """Punches of this half day that credit nothing until somebody accepts their batch …"""
    refused: int = 0
    """… and those whose batch was not accepted."""


def credit_punches(
    windows: Windows, punches: Sequence[datetime], now: datetime, policy: Policy
) -> HalfDayCredit:
    """Judge an offline half day by a trainee's punches, sorted and aware (R45).

    Both punches in their windows earn the whole half day; two others the minutes inside the lesson; one alone
    nothing. Only the first and the last punch of the half day matter, so more punches never earn less.
    """
    start = bisect_left(punches, windows.in_opens)
    end = bisect_right(punches, windows.out_closes)
    is_open = now <= windows.out_closes
    if start == end:
        possible = _possible(windows, None, now, policy) if is_open else 0
        return HalfDayCredit(windows, Outcome.ABSENT, 0, possible, is_open)
    first, last = punches[start], punches[end - 1]
    outcome, halves, minutes = _judge(windows, first, last, policy)
    settled = not is_open or outcome is Outcome.FULL
    possible = halves if settled else _possible(windows, first, now, policy)
    only = last - first <= policy.duplicate_punch
    return HalfDayCredit(
        windows,
        outcome,
        halves if settled else 0,
        possible,
        not settled,
        first,
        None if only else last,
        minutes,
    )


def with_corrections(
    windows: Windows, punches: Sequence[datetime], made_good: Sequence[MadeGood]
) -> Sequence[datetime]:
    """The punches with those approved later: an in punch at the lesson's start, an out punch at its end."""
    if not made_good:
        return punches
    own = punches[bisect_left(punches, windows.in_opens) : bisect_right(punches, windows.out_closes)]
    return sorted([*own, *(moment_made_good(windows, each.punch) for each in made_good)])


def note_corrections(credit: HalfDayCredit, made_good: Sequence[MadeGood]) -> HalfDayCredit:
    """The credit, naming those corrections that decide it and not those that a punch made needless."""
    decisive = (credit.first, credit.last)
    counted = (each for each in made_good if moment_made_good(credit.windows, each.punch) in decisive)
    return replace(credit, made_good=tuple(counted))


def note_uncounted(
    credit: HalfDayCredit, waiting: Sequence[datetime], refused: Sequence[datetime]
) -> HalfDayCredit:
    """The credit, naming how many punches were made and credit nothing; it earns what it earned."""
    counts = [_count_within(credit.windows, each) for each in (waiting, refused)]
    return replace(credit, waiting=counts[0], refused=counts[1]) if any(counts) else credit


def _count_within(windows: Windows, punches: Sequence[datetime]) -> int:
    return bisect_right(punches, windows.out_closes) - bisect_left(punches, windows.in_opens)


def credit_watching(windows: Windows, spans: Iterable[Span], now: datetime, policy: Policy) -> HalfDayCredit:
    """Judge an online half day by the spans watched; two devices at once count once (R44)."""
    lesson = windows.lesson
    minutes = watched_time(spans, lesson.starts, lesson.ends) // ONE_MINUTE
    earned = min(_halves_of(minutes, policy), windows.halves)
    # The export of a live stream comes after the lesson; until the day is over nothing is lost.
    is_open = now.astimezone(SHANGHAI).date() <= lesson.held_on and earned < windows.halves
    outcome = Outcome.WATCHED if minutes else Outcome.ABSENT
    halves, possible = (0, windows.halves) if is_open else (earned, earned)
    return HalfDayCredit(windows, outcome, halves, possible, is_open, minutes=minutes)


def credit_nothing(windows: Windows, outcome: Outcome) -> HalfDayCredit:
    """A half day that is cancelled, or that comes before the trainee joined the class or after leaving it."""
    return HalfDayCredit(windows, outcome, 0, 0, is_open=False)


def clock_is_wrong(punched_at: datetime, received_at: datetime, policy: Policy) -> bool:
    """Whether a device clock cannot be right: ahead of the receipt, or reset to long ago (R43)."""
    if punched_at > received_at + timedelta(minutes=policy.clock_ahead_minutes):
        return True
    return shanghai_day(punched_at) < policy.earliest_punch


def is_online(windows: Windows) -> bool:
    return windows.lesson.mode is Mode.ONLINE


def moment_made_good(windows: Windows, punch: PunchKind) -> datetime:
    """When a punch that was approved later counts: within its window, whatever numbers a district chose."""
    if punch is PunchKind.IN:
        return min(max(windows.lesson.starts, windows.in_opens), windows.in_closes)
    return min(max(windows.lesson.ends, windows.out_opens), windows.out_closes)


def _judge(windows: Windows, first: datetime, last: datetime, policy: Policy) -> tuple[Outcome, int, int]:
    if last - first <= policy.duplicate_punch:
        middle = windows.lesson.starts + (windows.lesson.ends - windows.lesson.starts) / 2
        return (Outcome.MISSING_OUT if first < middle else Outcome.MISSING_IN), 0, 0
    minutes = _minutes_inside(windows, first, last)
    if first <= windows.in_closes and last >= windows.out_opens:
        return Outcome.FULL, windows.halves, minutes
    if last < windows.lesson.starts or (minutes == 0 and last <= windows.in_closes):
        return Outcome.MISSING_OUT, 0, 0
    if first > windows.lesson.ends or (minutes == 0 and first >= windows.out_opens):
        return Outcome.MISSING_IN, 0, 0
    return Outcome.BY_MINUTES, min(_halves_of(minutes, policy), windows.halves), minutes


def _minutes_inside(windows: Windows, first: datetime, last: datetime) -> int:
    starts, ends = windows.lesson.starts, windows.lesson.ends
    begins = first if first > starts else starts
    finishes = last if last < ends else ends
    return (finishes - begins) // ONE_MINUTE if finishes > begins else 0


def _halves_of(minutes: int, policy: Policy) -> int:
    return 2 * minutes // policy.class_hour_minutes


def _possible(windows: Windows, first: datetime | None, now: datetime, policy: Policy) -> int:
    """What the half day becomes if the trainee is there from now, or from the first punch, to the end."""
    came = min(first, now) if first else max(now, windows.in_opens)
    return _judge(windows, came, windows.out_closes, policy)[1]


def watched_time(spans: Iterable[Span], starts: datetime, ends: datetime) -> timedelta:
    """Inside the given times; what two devices watched at once counts once."""
    total, reached = timedelta(), starts
    for entered, left in sorted(spans):
        enters, leaves = max(entered, reached), min(left, ends)
        if leaves > enters:
            total += leaves - enters
            reached = leaves
    return total
