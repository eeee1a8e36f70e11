"""What no arrangement of a year (放假安排) can be: then the file is of another year, or a line is wrong."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from training.notice.statutory_days import statutory_days
from training.notice.working_days import SATURDAY

LAST_WEEK = 25
"""A notice may move days of the December before its year from this day on, as that of 2019 did."""


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day as a notice or a file names it; `row` is where it stands (0: nowhere of its own)."""

    day: date
    is_working: bool
    name: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why the arrangement cannot be right, and what to do; of one day, or of the whole year."""

    message: str
    day: NamedDay | None = None


def doubts_about(year: int, days: Sequence[NamedDay]) -> tuple[Doubt, ...]:
    """Everything that is wrong with it, empty where nothing is."""
    single = (*_outside(year, days), *_twice(days), *_worked_weekdays(days))
    return single or (*_missing_statutory(year, days), *_too_few(year, days))


def _outside(year: int, days: Sequence[NamedDay]) -> Iterator[Doubt]:
    for each in days:
        if not date(year - 1, 12, LAST_WEEK) <= each.day <= date(year, 12, 31):
            yield Doubt(
                f"{each.day} 不在 {year} 年（前一年只收 12 月 {LAST_WEEK} 日起的），请核对年份。", each
            )


def _twice(days: Sequence[NamedDay]) -> Iterator[Doubt]:
    seen: set[date] = set()
    for each in days:
        if each.day in seen:
            yield Doubt(f"{each.day} 写了两次，请只留一行。", each)
        seen.add(each.day)


def _worked_weekdays(days: Sequence[NamedDay]) -> Iterator[Doubt]:
    for each in days:
        if each.is_working and each.day.weekday() < SATURDAY:
            yield Doubt(f"{each.day} 是周一至周五，本来就上班，不会是调休上班日；请核对日期。", each)


def _missing_statutory(year: int, days: Sequence[NamedDay]) -> Iterator[Doubt]:
    free = {each.day for each in days if not each.is_working}
    missing = [f"{day}（{name}）" for day, name in sorted(statutory_days(year).items()) if day not in free]
    if missing:
        yield Doubt(f"缺少法定节日：{'、'.join(missing)}。法定节日都要放假，请补上或核对年份。")


def _too_few(year: int, days: Sequence[NamedDay]) -> Iterator[Doubt]:
    """A swapped weekend gives nothing; what is left over is what the law gives."""
    own = [each for each in days if each.day.year == year]
    free = sum(not each.is_working and each.day.weekday() < SATURDAY for each in own)
    worked = sum(each.is_working for each in own)
    if (gained := free - worked) < (due := len(statutory_days(year))):
        yield Doubt(
            f"周一至周五放假 {free} 天，周末上班 {worked} 天，净放假 {gained} 天，少于法定的 {due} 天；"
            "请核对有没有漏掉的放假日，或多写的上班日。"
        )
