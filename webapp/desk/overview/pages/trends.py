"""近 30 天到课率 and 12 months as the numbers that an SVG is made of; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.worklist.rules.figures import Month, Trend
from webapp.desk.overview.pages.charts import PERMILLE, Bar, percent

FLOOR, STEP = 700, 100
"""Rates are drawn from 70 % on, or from the tenth below the lowest: a line may begin elsewhere than at 0."""
MOST_PLACES = 12
LEFT, WIDE, HIGH, TOP = 40, 560, 140, 10
"""Of the large chart: where its days begin, how far they reach, and how high it is below its head."""


@dataclass(frozen=True)
class Dot:
    """One day with its rate in thousandths."""

    day: date
    permille: int
    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """The days of one place that were taught; `path` of an SVG, empty of fewer than two."""

    name: str
    dots: tuple[Dot, ...]
    expected: int
    present: int
    rate: str
    lowest: str
    """77.1% 11-18; a dash where nothing was taught."""
    is_low: bool
    """All of it together is below what is wanted."""

    @property
    def path(self) -> str:
        points = [f"{each.x} {each.y}" for each in self.dots]
        return f"M{'L'.join(points)}" if len(points) > 1 else ""


@dataclass(frozen=True)
class Tick:
    """A line across the chart."""

    words: str
    y: float


@dataclass(frozen=True)
class TrendChart:
    """The large line of a whole place, and a small one of each part of it."""

    whole: Line
    days: tuple[tuple[date, int, int, str], ...]
    """Day, 应到, 实到 and rate of each that was taught, the newest first."""
    ticks: tuple[Tick, ...]
    limit: float | None
    """Where what is wanted lies; None where nobody says one number, or it is not in the picture."""
    first: date
    places: tuple[Line, ...]
    more: tuple[Line, ...]
    """Those of very many that have few people; they stand in the table alone."""


def trend_chart(whole: Trend, places: Sequence[Trend], needed: int | None) -> TrendChart:
    """`needed`: the percent that all classes want."""
    floor = _floor(whole)
    box = _Box(floor, LEFT, WIDE, HIGH, TOP)
    lowest = [_line(each, _Box(_floor(each), 2, 116, 26, 3), needed) for each in places]
    ticks = range(floor, PERMILLE + 1, STEP if PERMILLE - floor <= 5 * STEP else 2 * STEP)
    taught = [
        (day, each.expected, each.present, percent(each.permille))
        for day, each in whole.days.items()
        if each.expected
    ]
    return TrendChart(
        _line(whole, box, needed),
        tuple(reversed(taught)),
        tuple(Tick(f"{each // 10}%", box.height_of(each)) for each in ticks),
        box.height_of(10 * needed) if needed is not None and 10 * needed >= floor else None,
        min(whole.days, default=date.min),
        tuple(lowest[:MOST_PLACES]),
        tuple(lowest[MOST_PLACES:]),
    )


@dataclass(frozen=True)
class _Box:
    """Where in a picture the rates from the floor to all lie."""

    floor: int
    left: float
    wide: float
    high: float
    top: float

    def height_of(self, permille: int) -> float:
        return round(self.top + self.high * (PERMILLE - permille) / (PERMILLE - self.floor), 1)

    def place_of(self, nth: int, count: int) -> float:
        return round(self.left + self.wide * nth / max(1, count - 1), 1)


def _floor(trend: Trend) -> int:
    """The tenth below the lowest rate, 70 % at most."""
    return min(FLOOR, trend.lowest[1] // STEP * STEP) if trend.lowest else FLOOR


def _line(trend: Trend, box: _Box, needed: int | None) -> Line:
    dots = tuple(
        Dot(day, each.permille, box.place_of(nth, len(trend.days)), box.height_of(each.permille))
        for nth, (day, each) in enumerate(trend.days.items())
        if each.permille is not None
    )
    total, lowest = trend.total, trend.lowest
    return Line(
        trend.name,
        dots,
        total.expected,
        total.present,
        percent(total.permille),
        f"{percent(lowest[1])} {lowest[0]:%m-%d}" if lowest else "—",
        is_low=needed is not None and total.permille is not None and total.permille < 10 * needed,
    )


@dataclass(frozen=True)
class MonthBar:
    """One month of one number."""

    words: str
    number: int
    bar: Bar


@dataclass(frozen=True)
class MonthChart:
    """Twelve bars from 0 in 330 by 150 units."""

    name: str
    unit: str
    total: int
    bars: tuple[MonthBar, ...]


def month_charts(months: Sequence[Month]) -> tuple[MonthChart, ...]:
    """Classes, people and checks: each on a scale of its own, for they differ by powers of ten."""
    return (
        _month_chart(("开班", "班"), months, [each.classes for each in months]),
        _month_chart(("培训", "人"), months, [each.people for each in months]),
        _month_chart(("查班", "次"), months, [each.checks for each in months]),
    )


def _month_chart(names: tuple[str, str], months: Sequence[Month], numbers: Sequence[int]) -> MonthChart:
    most, step = max(numbers, default=0) or 1, 27
    bars = []
    for nth, (month, number) in enumerate(zip(months, numbers, strict=True)):
        height = round(100 * number / most, 1)
        bar = Bar(4 + step * nth, round(122 - height, 1), 20, height)
        bars.append(MonthBar(f"{month.first.month}", number, bar))
    return MonthChart(*names, sum(numbers), tuple(bars))
