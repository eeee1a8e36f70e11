"""A day on a trainee's page: its punches, its hours, its reasons (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from training.attendance.rules.attendance import HalfDayCredit, is_online
from training.attendance.rules.explanations import (
    HAS_WAITING,
    DuePunch,
    PunchState,
    due_punches,
    explain,
)
from training.attendance.rules.progress import Progress
from training.attendance.rules.sources import Origins, say_sources, sources_of
from training.attendance.views.progress_of import ClassProgress
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI, clock, shanghai_day
from webapp.trainees.pages.corrections import place_to_ask, words_on

WEEKDAYS = "一二三四五六日"
SIGNS = {PunchState.DONE: "✓", PunchState.NOT_YET: "○", PunchState.NOW: "●", PunchState.MISSED: "✗"}
TONES = {
    PunchState.DONE: "good",
    PunchState.NOT_YET: "quiet",
    PunchState.NOW: "fair",
    PunchState.MISSED: "bad",
}


@dataclass(frozen=True)
class Line:
    """A sign, a label and words; the tone colours what the words already say."""

    sign: str
    label: str
    words: str
    tone: str = "quiet"
    ask: str = ""
    """Where 申请补卡 leads, below the class's days; empty where there is no such button."""


@dataclass(frozen=True)
class Day:
    """A day in the list: its hours and, where something is missing, why."""

    iso: str
    title: str
    earned: str
    reasons: tuple[str, ...]
    tone: str


@dataclass(frozen=True)
class HalfDayDetail:
    """Half a day in full: what was asked, what happened, what follows."""

    title: str
    earned: str
    reason: str
    lines: tuple[Line, ...]
    source: str = ""
    """Whence the punches came that earned it; empty where nothing was earned, or nobody asked."""


@dataclass(frozen=True)
class DayDetail:
    title: str
    has_come: bool
    halves: tuple[HalfDayDetail, ...]
    punches: tuple[str, ...]
    waiting: tuple[str, ...]
    """Those that nobody has accepted yet, and that credit nothing."""


def day_rows(progress: Progress, now: datetime) -> list[Day]:
    """Every day of the timetable as a line of the list, the first one first."""
    return [_row(day, credits, now) for day, credits in _by_day(progress)]


def day_page(found: ClassProgress, day: date, now: datetime, origins: Origins) -> DayDetail | None:
    """One day in detail with every punch of it; None where the class has no lesson that day."""
    credits = found.progress.on(day)
    if not credits:
        return None
    page = _detail(found, day, credits, now)
    said = [say_sources(sources_of(credit, origins)) for credit in credits]
    halves = (replace(half, source=each) for half, each in zip(page.halves, said, strict=True))
    return replace(page, halves=tuple(halves))


def held_days(found: ClassProgress, now: datetime) -> list[DayDetail]:
    """Every day that has come, in detail, the latest first."""
    today = shanghai_day(now)
    days = [(day, credits) for day, credits in _by_day(found.progress) if day <= today]
    return [_detail(found, day, credits, now) for day, credits in reversed(days)]


def long_day(day: date) -> str:
    """11月24日 周二."""
    return f"{day.month}月{day.day}日 周{WEEKDAYS[day.weekday()]}"


def half_day_lines(found: ClassProgress, credit: HalfDayCredit, now: datetime) -> tuple[Line, ...]:
    """The two punches of a half day, or the one line where no punch is asked for."""
    half = credit.windows.lesson.half_day.value
    due = due_punches(credit, now)
    if not due:
        label = f"{half}线上课" if is_online(credit.windows) else half
        return (Line("·", label, explain(credit, now)),)
    return tuple(_line(found, credit, each, now) for each in due)


def _line(found: ClassProgress, credit: HalfDayCredit, due: DuePunch, now: datetime) -> Line:
    asked = words_on(found, credit, due) if due.state is PunchState.MISSED else ""
    words = f"{_words(due)}，{asked}" if asked else _words(due)
    return Line(SIGNS[due.state], due.label, words, TONES[due.state], place_to_ask(found, credit, due, now))


def _words(due: DuePunch) -> str:
    if due.made_at:
        return f"{clock(due.made_at)} {'补卡' if due.is_made_good else '已打'}"
    if due.state is PunchState.NOT_YET:
        return f"未到时间（{clock(due.opens)}–{clock(due.closes)}）"
    if due.state is PunchState.NOW:
        return f"现在可打，{clock(due.closes)} 截止"
    return f"{due.state}（{HAS_WAITING}）" if due.has_waiting else due.state.value


def _detail(found: ClassProgress, day: date, credits: Sequence[HalfDayCredit], now: datetime) -> DayDetail:
    return DayDetail(
        title=long_day(day),
        has_come=day <= shanghai_day(now),
        halves=tuple(_half_day(found, credit, now) for credit in credits),
        punches=_clocks(found.presence.punches, day),
        waiting=_clocks(found.presence.waiting, day),
    )


def _clocks(punches: Sequence[datetime], day: date) -> tuple[str, ...]:
    return tuple(f"{each.astimezone(SHANGHAI):%H:%M:%S}" for each in punches if shanghai_day(each) == day)


def _half_day(found: ClassProgress, credit: HalfDayCredit, now: datetime) -> HalfDayDetail:
    lesson = credit.windows.lesson
    span = f"{clock(lesson.starts)}–{clock(lesson.ends)}"
    return HalfDayDetail(
        title=f"{lesson.half_day.value}{'线上课' if is_online(credit.windows) else ''} {span}",
        earned="待定" if credit.is_open else f"{hours(credit.halves)} / {hours(credit.windows.halves)} 课时",
        reason=explain(credit, now),
        lines=half_day_lines(found, credit, now) if due_punches(credit, now) else (),
    )


def _by_day(progress: Progress) -> list[tuple[date, list[HalfDayCredit]]]:
    days = groupby(progress.half_days, key=lambda credit: credit.windows.lesson.held_on)
    return [(day, list(credits)) for day, credits in days]


def _row(day: date, credits: Sequence[HalfDayCredit], now: datetime) -> Day:
    earned = sum(credit.halves for credit in credits)
    lacking = [credit for credit in credits if not credit.is_open and credit.halves < credit.windows.halves]
    is_open = any(credit.is_open for credit in credits)
    reasons = tuple(f"{credit.windows.lesson.half_day.value}：{explain(credit, now)}" for credit in lacking)
    if is_open:
        halves = sum(credit.windows.halves for credit in credits if credit.is_open)
        words = f"{hours(earned)} 课时，未完" if earned else f"{hours(halves)} 课时，待上"
        return Day(day.isoformat(), long_day(day), words, reasons, "quiet")
    return Day(day.isoformat(), long_day(day), f"{hours(earned)} 课时", reasons, "bad" if lacking else "good")
