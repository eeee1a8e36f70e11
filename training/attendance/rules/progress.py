"""How far a trainee has come, and what can still be missed (R46)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from training.attendance.rules.attendance import (
    HalfDayCredit,
    MadeGood,
    Outcome,
    Span,
    credit_nothing,
    credit_punches,
    credit_watching,
    note_corrections,
    note_uncounted,
    with_corrections,
)
from training.notice.clock import shanghai_day
from training.notice.policy import Policy
from training.notice.terms import ClassKind, HalfDay, Mode
from training.notice.windows import Windows


class ProgressState(StrEnum):
    """Where a trainee stands against the 80 percent."""

    QUALIFIED = "合格"
    CAN_QUALIFY = "可以合格"
    CANNOT_QUALIFY = "已无法合格"
    WITHDRAWN = "已退出"
    NOT_JUDGED = "按创业培训规定"
    """创业: no share of hours decides; the district does, with a reason (R55)."""


@dataclass(frozen=True, slots=True)
class Course:
    """What all trainees of a class share; `windows` in order of time, hours in half class hours."""

    windows: tuple[Windows, ...]
    prescribed_halves: int
    ends_on: date
    policy: Policy
    kind: ClassKind = ClassKind.ORDINARY


@dataclass(frozen=True, slots=True)
class Presence:
    """What is known of one trainee in one class: punches sorted, watch spans, the last day if withdrawn."""

    punches: Sequence[datetime] = ()
    spans: Sequence[Span] = ()
    last_day: date | None = None
    made_good: Mapping[tuple[date, HalfDay], Sequence[MadeGood]] = field(default_factory=dict)
    """Approved corrections (补卡) by half day; most trainees have none."""
    waiting: Sequence[datetime] = ()
    """Punches of batches that nobody has accepted yet (批次待确认), sorted: they credit nothing."""
    refused: Sequence[datetime] = ()
    """And those of batches that were not accepted."""
    joined_on: date | None = None
    """From this day on in the class; None from its first. What was taught before credits nothing."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A trainee's hours in one class, in half class hours."""

    state: ProgressState
    credited_halves: int
    prescribed_halves: int
    needed_halves: int
    to_come_halves: int
    """What lessons that are still open, to come, or not yet scheduled can add."""
    unscheduled_halves: int
    """Prescribed but on no timetable yet; part of `to_come_halves` until the class ends."""
    half_days: tuple[HalfDayCredit, ...]
    qualifying_percent: int
    """Of the prescribed hours, what is needed; 0: not judged by hours (创业, R55)."""

    @property
    def is_judged(self) -> bool:
        """Whether a share of the hours decides at all; where not, nothing is needed and nothing proposed."""
        return self.qualifying_percent > 0

    @property
    def lacking_halves(self) -> int:
        """What is still to be earned."""
        return max(0, self.needed_halves - self.credited_halves)

    @property
    def may_miss_halves(self) -> int:
        """How much of what is to come may be missed without losing the qualification."""
        return max(0, self.credited_halves + self.to_come_halves - self.needed_halves)

    @property
    def waiting(self) -> int:
        """Punches in the half days that nobody has accepted yet (批次待确认): they credit nothing so far."""
        return sum(credit.waiting for credit in self.half_days)

    def on(self, day: date) -> tuple[HalfDayCredit, ...]:
        return tuple(credit for credit in self.half_days if credit.windows.lesson.held_on == day)


def measure(course: Course, presence: Presence, now: datetime) -> Progress:
    """Credit every half day of the course and hold the sum against the prescribed total (R45, R46).

    累计达到规定课时的80%及以上: the denominator is the prescribed total, not what has been held so far.
    """
    half_days = _credit_all(course, presence, now)
    credited = sum(credit.halves for credit in half_days)
    has_left = presence.last_day is not None and presence.last_day < shanghai_day(now)
    unscheduled = _unscheduled(course)
    to_come = sum(credit.possible_halves - credit.halves for credit in half_days)
    if presence.last_day is None and shanghai_day(now) <= course.ends_on:
        to_come += unscheduled
    needed = needed_halves(course.prescribed_halves, course.kind, course.policy)
    percent = qualifying_percent(course.kind, course.policy)
    judged = _state(credited, to_come, needed, has_left)
    return Progress(
        judged if percent else _state_unjudged(has_left),
        credited,
        course.prescribed_halves,
        needed,
        to_come,
        unscheduled,
        half_days,
        percent,
    )


def qualifying_percent(kind: ClassKind, policy: Policy) -> int:
    """What share of the prescribed hours qualifies (R46); 0 where hours do not decide.

    创业培训按相关文件规定执行 (R55): start-up training has a number of its own.
    """
    return policy.startup_qualifying_percent if kind is ClassKind.STARTUP else policy.qualifying_percent


def needed_halves(prescribed_halves: int, kind: ClassKind, policy: Policy) -> int:
    """The fewest half class hours with 100 * credited >= 80 * prescribed (R46)."""
    return -(-prescribed_halves * qualifying_percent(kind, policy) // 100)


def _credit_all(course: Course, presence: Presence, now: datetime) -> tuple[HalfDayCredit, ...]:
    punches, policy, last_day = presence.punches, course.policy, presence.last_day
    joined_on = presence.joined_on or date.min
    made_good = presence.made_good
    credits = []
    for windows in course.windows:
        lesson = windows.lesson
        if lesson.is_cancelled:
            credit = credit_nothing(windows, Outcome.CANCELLED)
        elif last_day is not None and lesson.held_on > last_day:
            credit = credit_nothing(windows, Outcome.LEFT_CLASS)
        elif lesson.held_on < joined_on:
            credit = credit_nothing(windows, Outcome.NOT_YET_IN_CLASS)
        elif lesson.mode is Mode.ONLINE:
            credit = credit_watching(windows, presence.spans, now, policy)
        elif made_good and (own := made_good.get((lesson.held_on, lesson.half_day))):
            credit = credit_punches(windows, with_corrections(windows, punches, own), now, policy)
            credit = note_corrections(credit, own)
        else:
            credit = credit_punches(windows, punches, now, policy)
        if presence.waiting or presence.refused:
            credit = note_uncounted(credit, presence.waiting, presence.refused)
        credits.append(credit)
    return tuple(credits)


def _unscheduled(course: Course) -> int:
    scheduled = sum(windows.halves for windows in course.windows if not windows.lesson.is_cancelled)
    return max(0, course.prescribed_halves - scheduled)


def _state_unjudged(has_left: bool) -> ProgressState:
    return ProgressState.WITHDRAWN if has_left else ProgressState.NOT_JUDGED


def _state(credited: int, to_come: int, needed: int, has_left: bool) -> ProgressState:
    if credited >= needed:
        return ProgressState.QUALIFIED
    if has_left:
        return ProgressState.WITHDRAWN
    return ProgressState.CAN_QUALIFY if credited + to_come >= needed else ProgressState.CANNOT_QUALIFY
