"""Charts of the overview as the numbers that an SVG is made of: widths, heights, words; pure.

Bars begin at 0 and stand beside their table; nothing needs a style, so that the strict policy holds.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from training.attendance.terms import Turnout
from training.checks.terms import CheckLevel, Verdict
from training.worklist.rules.board import Attendance

PERMILLE = 1000
MOST_BARS = 60
BAR, STEP, FULL, TOP = 12, 16, 28, 4
"""Of the board: width of a bar and from one to the next, height of 100 %, room for the mark above."""


@dataclass(frozen=True)
class Bar:
    """One column or beam with what is written beside it."""

    x: float
    y: float
    width: float
    height: float
    tone: str = ""


@dataclass(frozen=True)
class Spark:
    """One bar a class, the lowest first; of very many only the lowest."""

    bars: tuple[Bar, ...]
    width: int
    notch: float | None
    """Where the 到课率 lies that all of them need; None where they need different ones."""


def percent(permille: int | None) -> str:
    """89.2%; a dash where nobody can be counted."""
    return "—" if permille is None else f"{permille // 10}.{permille % 10}%"


def rate_words(attendance: Attendance) -> str:
    """The rate of what is judged; before that whether people are signing in, or it has not begun."""
    if attendance.permille is None and attendance.coming:
        return Turnout.COMING.value
    if attendance.permille is None and attendance.ahead:
        return Turnout.AHEAD.value
    return percent(attendance.permille)


def spark_of(attendance: Attendance) -> Spark:
    counted = [each for each in attendance.classes if each.is_judged or each.is_coming][:MOST_BARS]
    bars = []
    for place, own in enumerate(counted):
        height = round(FULL * own.present / own.seats, 1)
        tone = "coming" if own.is_coming else "bad" if own.is_thin else ""
        bars.append(Bar(place * STEP, round(FULL + TOP - height, 1), BAR, height, tone))
    needed = attendance.needed_percent
    notch = None if needed is None else round(FULL + TOP - FULL * needed / 100, 1)
    return Spark(tuple(bars), max(1, len(bars)) * STEP - STEP + BAR, notch)


@dataclass(frozen=True)
class OwedRow:
    """One span of days with the bars of city and district."""

    words: str
    y: int
    city: Bar
    district: Bar
    city_count: int
    district_count: int
    label_x: float


def owed_chart(owed: Mapping[str, Counter[CheckLevel]]) -> tuple[OwedRow, ...]:
    """Within 360 units: words to 64, then city and district side by side, then their numbers."""
    most = max((each.total() for each in owed.values()), default=0) or 1
    unit = min(24.0, 200 / most)
    rows = []
    for place, (words, counts) in enumerate(owed.items()):
        y, city = 6 + 28 * place, counts[CheckLevel.CITY]
        district = counts[CheckLevel.DISTRICT]
        first = Bar(64, y, round(unit * city, 1), 18)
        second = Bar(round(64 + first.width + (2 if city else 0), 1), y, round(unit * district, 1), 18)
        rows.append(OwedRow(words, y + 14, first, second, city, district, second.x + second.width + 10))
    return tuple(rows)


@dataclass(frozen=True)
class DayBars:
    """The checks of one day: 合格 below, 不合格 above it."""

    day: date
    x: float
    passed: Bar
    failed: Bar
    counts: Counter[Verdict]


@dataclass(frozen=True)
class VerdictChart:
    """Thirty days in 480 by 160 units, with lines at 0, the half and the most."""

    days: tuple[DayBars, ...]
    most: int
    step: float


def verdict_chart(by_day: Mapping[date, Counter[Verdict]]) -> VerdictChart:
    most = max((_ended(each) for each in by_day.values()), default=0)
    most = max(2, most + most % 2)
    step, unit = 440 / max(1, len(by_day)), 140 / most
    days = []
    for place, (day, counts) in enumerate(by_day.items()):
        x = round(34 + step * place, 1)
        good, bad = round(unit * counts[Verdict.PASSED], 1), round(unit * counts[Verdict.FAILED], 1)
        passed = Bar(x, round(160 - good, 1), round(step - 4, 1), good)
        days.append(
            DayBars(day, x, passed, Bar(x, round(160 - good - bad, 1), round(step - 4, 1), bad), counts)
        )
    return VerdictChart(tuple(days), most, step)


def _ended(counts: Counter[Verdict]) -> int:
    return counts[Verdict.PASSED] + counts[Verdict.FAILED]


@dataclass(frozen=True)
class PlaceRow:
    """One district, or institution, of the comparison."""

    name: str
    classes: int
    present: int
    seats: int
    thin: int
    permille: int | None
    words: str
    """The rate, or why there is none yet."""
    verdicts: Counter[Verdict]
    y: int
    bar: Bar


def place_chart(
    places: Mapping[str, Attendance], verdicts: Mapping[str, Counter[Verdict]]
) -> tuple[PlaceRow, ...]:
    """The lowest first, those that nobody can be counted of last; 480 units are 100 %."""
    names = sorted({*places, *verdicts}, key=lambda name: _rank(places.get(name), name))
    return tuple(
        _place_row(name, places.get(name, Attendance(())), verdicts.get(name, Counter()), place)
        for place, name in enumerate(names)
    )


def _rank(attendance: Attendance | None, name: str) -> tuple[bool, int, str]:
    permille = attendance.permille if attendance else None
    return (permille is None, permille or 0, name)


def _place_row(name: str, own: Attendance, verdicts: Counter[Verdict], place: int) -> PlaceRow:
    y, share = 16 + 26 * place, own.permille or 0
    tone = "bad" if own.thin else ""
    bar = Bar(100, y, round(480 * share / PERMILLE, 1), 16, tone)
    return PlaceRow(
        name,
        len(own.classes),
        own.present,
        own.seats,
        own.thin,
        own.permille,
        rate_words(own),
        verdicts,
        y + 12,
        bar,
    )


@dataclass(frozen=True)
class LateDays:
    """The thirty days together."""

    passed: int
    failed: int
    unable: int
    order: tuple[Verdict, ...] = (Verdict.PASSED, Verdict.FAILED, Verdict.UNABLE)


def late_days(total: Counter[Verdict]) -> LateDays:
    return LateDays(total[Verdict.PASSED], total[Verdict.FAILED], total[Verdict.UNABLE])
