"""A timetable made from dates and weekdays, where the filing brings none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from training.classes.rules.filing import FiledLesson
from training.classes.terms import Content
from training.errors import NotRight
from training.notice.class_hours import hours
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode
from training.notice.working_days import Calendar

WEEKDAYS = "一二三四五六日"
MONDAY_TO_FRIDAY = frozenset(range(5))
EVERY_DAY = frozenset(range(7))
RANGE_SIGNS = "至到-—–~～"


class NoRoomForHours(NotRight):
    """The days between the two dates cannot hold the prescribed hours."""

    def __init__(self, lacking_halves: int):
        lacking = f"还差 {hours(lacking_halves)} 课时"
        super().__init__(f"按开班、结业日期和上课日排不下总课时，{lacking}；请延后结业日期或附上课程表。")
        self.lacking_halves = lacking_halves


class UnknownWeekdays(NotRight):
    """The text names no weekdays."""

    def __init__(self, text: str):
        super().__init__(f"看不懂上课日“{text}”，请写成“周一至周五”“周一、周三、周六”或“每天”。")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a timetable is made from; `weekdays` counts from Monday as 0, hours in halves."""

    starts_on: date
    ends_on: date
    weekdays: frozenset[int]
    prescribed_halves: int


def generate_timetable(plan: Plan, policy: Policy, calendar: Calendar) -> list[FiledLesson]:
    """Lay theory lessons into both halves of every training day until the prescribed hours are placed.

    Statutory holidays are left out. Raises NoRoomForHours.
    """
    lessons, lacking = [], plan.prescribed_halves
    for day in _training_days(plan, calendar):
        for half_day in HalfDay:
            if lacking > 0:
                halves = min(lacking, policy.half_day_halves)
                lessons.append(FiledLesson(day, half_day, Content.THEORY, Mode.OFFLINE, halves))
                lacking -= halves
    if lacking > 0:
        raise NoRoomForHours(lacking)
    return lessons


def parse_weekdays(text: str) -> frozenset[int]:
    """Read 周一至周五, 一、三、五, 周六日 or 每天; raises UnknownWeekdays."""
    plain = (
        text.replace("星期", "").replace("礼拜", "").replace("周", "").replace("天", "日").replace(" ", "")
    )
    if plain in ("每日", "全", "日日"):
        return EVERY_DAY
    for sign in RANGE_SIGNS:
        plain = plain.replace(sign, "-")
    days: set[int] = set()
    for part in plain.replace("，", "、").replace(",", "、").replace("和", "、").split("、"):
        days |= _weekdays_of(part, text)
    return frozenset(days)


def _weekdays_of(part: str, text: str) -> set[int]:
    first, sign, last = part.partition("-")
    if not part or any(letter not in WEEKDAYS for letter in first + last):
        raise UnknownWeekdays(text)
    if not sign:
        return {WEEKDAYS.index(letter) for letter in first}
    if len(first) != 1 or len(last) != 1 or WEEKDAYS.index(first) > WEEKDAYS.index(last):
        raise UnknownWeekdays(text)
    return set(range(WEEKDAYS.index(first), WEEKDAYS.index(last) + 1))


def _training_days(plan: Plan, calendar: Calendar) -> Iterator[date]:
    for offset in range((plan.ends_on - plan.starts_on).days + 1):
        day = plan.starts_on + timedelta(days=offset)
        if day.weekday() in plan.weekdays and not calendar.is_holiday(day):
            yield day
