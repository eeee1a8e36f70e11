"""Whom a reminder of a missing punch goes to, while the punch can still be made; and why not the others."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from re import compile as pattern

from training.attendance.rules.attendance import (
    MadeGood,
    Outcome,
    credit_punches,
    is_online,
    with_corrections,
)
from training.attendance.rules.chances import Chance, is_quiet
from training.attendance.terms import DayPart, Occasion
from training.notice.terms import HalfDay
from training.notice.windows import Windows
from training.people.rules.restrictions import Use, is_stopped

LONGEST_SHORT_NAME = 10
BRACKETED = pattern(r"[（(][^（()）]*[)）]")


class Silence(StrEnum):
    """Why nobody is texted, as the operator reads it."""

    CANCELLED = "停课"
    HOLIDAY = "节假日"
    ONLINE = "线上课，不打卡"
    NO_TIME = "打卡时段太短，来不及提醒"
    NOT_YET = "还没到提醒时间"
    TOO_LATE = "已过能补救的时间"
    QUIET = "免打扰时段"
    LEFT = "已退班"
    NOT_JOINED = "还没入班"
    NO_NUMBER = "名册没有考勤号"
    PUNCHED = "已打卡"
    NO_IN_PUNCH = "没有签到，只签退不计课时"
    NOTHING_LOST = "当天没有漏打卡"
    ON_LEAVE = "请假"
    MACHINE_SILENT = "全班无打卡（考勤机可能离线）"
    UNVERIFIED = "手机号未核实"
    OPTED_OUT = "已退订"
    RESTRICTED = "限制处理"
    REMINDED = "已提醒过"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one trainee of the class on that day; punches sorted and aware."""

    punches: Sequence[datetime] = ()
    made_good: Mapping[HalfDay, Sequence[MadeGood]] = field(default_factory=dict)
    has_number: bool = True
    last_day: date | None = None
    joined_on: date = date.min
    leave: frozenset[DayPart] = frozenset()
    phone_is_verified: bool = True
    has_opted_out: bool = False
    is_restricted: bool = False
    was_reminded: bool = False


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder that is to be written, and the half days that it is about."""

    chance: Chance
    half_days: tuple[HalfDay, ...]


def decide(
    chance: Chance, standing: Standing, silent: frozenset[HalfDay], now: datetime
) -> DueReminder | Silence:
    """Remind this trainee of this occasion now, or say why not.

    `silent` are the half days in which nobody of the class was seen, as `silent_half_days` finds them.
    """
    return silence_of_class(chance, now) or decide_about(chance, standing, silent, now)


def decide_about(
    chance: Chance, standing: Standing, silent: frozenset[HalfDay], now: datetime
) -> DueReminder | Silence:
    """The same for one trainee, where nothing silences the class as a whole."""
    if standing.last_day is not None and chance.held_on > standing.last_day:
        return Silence.LEFT
    if chance.held_on < standing.joined_on:
        return Silence.NOT_JOINED
    if not standing.has_number:
        return Silence.NO_NUMBER
    lost = LOST[chance.occasion](chance, standing, now)
    if isinstance(lost, Silence):
        return lost
    there = [half_day for half_day in lost if not _is_on_leave(half_day, standing.leave)]
    to_tell = tuple(half_day for half_day in there if half_day not in silent)
    reasons = (
        (Silence.ON_LEAVE, not there),
        (Silence.MACHINE_SILENT, not to_tell),
        (Silence.UNVERIFIED, not standing.phone_is_verified),
        (Silence.OPTED_OUT, standing.has_opted_out),
        (Silence.RESTRICTED, is_stopped(Use.REMIND, is_restricted=standing.is_restricted)),
        (Silence.REMINDED, standing.was_reminded),
    )
    why_not = next((reason for reason, holds in reasons if holds), None)
    return why_not or DueReminder(chance, to_tell)


def silence_of_class(chance: Chance, now: datetime) -> Silence | None:
    """Why nobody of the class is told of this occasion now; None where it depends on the trainee."""
    lesson = chance.half_days[0].lesson
    reasons = (
        (Silence.CANCELLED, lesson.is_cancelled),
        (Silence.HOLIDAY, chance.policy.silent_on_holidays and chance.is_on_holiday),
        (Silence.ONLINE, is_online(chance.half_days[0])),
        (Silence.NO_TIME, chance.due_at >= chance.until),
        (Silence.NOT_YET, now < chance.due_at),
        (Silence.TOO_LATE, now >= chance.until),
        (Silence.QUIET, is_quiet(now, chance.policy)),
        (Silence.TOO_LATE, now >= chance.expires_at),
    )
    return next((reason for reason, holds in reasons if holds), None)


def silent_half_days(chance: Chance, everybody: Iterable[Sequence[datetime]]) -> frozenset[HalfDay]:
    """The half days in which no machine saw anybody of the class while this punch could be made.

    Then the machine is the likelier culprit, and its owner is told instead of forty trainees.
    """
    silent = {each.lesson.half_day: _span(chance.occasion, each) for each in chance.half_days}
    for punches in everybody:
        for half_day, (opens, closes) in tuple(silent.items()):
            if _any_within(punches, opens, closes):
                del silent[half_day]
        if not silent:
            break
    return frozenset(silent)


@lru_cache(maxsize=4096)
def short_class_name(name: str) -> str:
    """A class's name for an SMS, which is paid by its length: without brackets, at most ten characters."""
    short = BRACKETED.sub("", name).strip() or name
    return short if len(short) <= LONGEST_SHORT_NAME else f"{short[: LONGEST_SHORT_NAME - 1]}…"


def _without_in(chance: Chance, standing: Standing, now: datetime) -> tuple[HalfDay, ...] | Silence:
    (windows,) = chance.half_days
    made = _punches_in(windows, standing)
    return Silence.PUNCHED if made else (windows.lesson.half_day,)


def _without_out(chance: Chance, standing: Standing, now: datetime) -> tuple[HalfDay, ...] | Silence:
    (windows,) = chance.half_days
    made = _punches_in(windows, standing)
    if not made:
        return Silence.NO_IN_PUNCH
    return Silence.PUNCHED if made[-1] >= windows.out_opens else (windows.lesson.half_day,)


def _lost_by_punches(chance: Chance, standing: Standing, now: datetime) -> tuple[HalfDay, ...] | Silence:
    credits = (
        credit_punches(windows, _with_corrections(windows, standing), now, chance.policy)
        for windows in chance.half_days
    )
    lost = tuple(each.windows.lesson.half_day for each in credits if each.outcome in LOSING)
    return lost or Silence.NOTHING_LOST


# Being late costs too, but no punch is missing then, and nothing can be made good.
LOSING = (Outcome.ABSENT, Outcome.MISSING_IN, Outcome.MISSING_OUT)
Lost = Callable[[Chance, Standing, datetime], tuple[HalfDay, ...] | Silence]
LOST: dict[Occasion, Lost] = {
    Occasion.MISSING_IN: _without_in,
    Occasion.MISSING_OUT: _without_out,
    Occasion.DAY_LOST: _lost_by_punches,
}


def _punches_in(windows: Windows, standing: Standing) -> Sequence[datetime]:
    """The punches of the half day, those approved later among them."""
    made = _with_corrections(windows, standing)
    return made[bisect_left(made, windows.in_opens) : bisect_right(made, windows.out_closes)]


def _with_corrections(windows: Windows, standing: Standing) -> Sequence[datetime]:
    approved = standing.made_good.get(windows.lesson.half_day, ())
    return with_corrections(windows, standing.punches, approved)


def _is_on_leave(half_day: HalfDay, leave: frozenset[DayPart]) -> bool:
    return DayPart.WHOLE_DAY in leave or DayPart(half_day.value) in leave


def _span(occasion: Occasion, windows: Windows) -> tuple[datetime, datetime]:
    opens = windows.out_opens if occasion is Occasion.MISSING_OUT else windows.in_opens
    return opens, windows.out_closes


def _any_within(punches: Sequence[datetime], opens: datetime, closes: datetime) -> bool:
    return bisect_left(punches, opens) < bisect_right(punches, closes)
