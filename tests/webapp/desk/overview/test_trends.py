"""Lines lie within their frame and leave out days that were not taught; bars of months begin at 0."""

from datetime import date, timedelta

import pytest

from training.worklist.rules.figures import NOBODY, Month, Share, Trend
from webapp.desk.overview.pages.trends import MOST_PLACES, month_charts, trend_chart

FIRST = date(2026, 2, 1)


def a_trend(*rates: int | None, name: str = "东") -> Trend:
    """One day each, in hundredths of a hundred people."""
    days = (FIRST + timedelta(days=each) for each in range(len(rates)))
    shares = (NOBODY if rate is None else Share(100, rate) for rate in rates)
    return Trend(name, dict(zip(days, shares, strict=True)))


def test_a_day_that_was_not_taught_is_no_dot_and_no_zero():
    chart = trend_chart(a_trend(100, None, 70), [], 80)

    assert [(each.day, each.x, each.y) for each in chart.whole.dots] == [
        (FIRST, 40, 10),
        (FIRST + timedelta(days=2), 600, 150),
    ]
    assert chart.whole.path == "M40.0 10.0L600.0 150.0"
    assert [rate for _, _, _, rate in chart.days] == ["70.0%", "100.0%"]


@pytest.mark.parametrize(
    ("lowest", "ticks", "limit"),
    [
        (90, ["70%", "80%", "90%", "100%"], 103.3),
        (70, ["70%", "80%", "90%", "100%"], 103.3),
        (69, ["60%", "70%", "80%", "90%", "100%"], 80.0),
        (0, ["0%", "20%", "40%", "60%", "80%", "100%"], 38.0),
    ],
)
def test_the_scale_begins_at_seventy_or_at_the_tenth_below_the_lowest(lowest, ticks, limit):
    chart = trend_chart(a_trend(100, lowest), [], 80)

    assert [each.words for each in chart.ticks] == ticks
    assert chart.limit == limit
    assert all(10 <= each.y <= 150 for each in chart.whole.dots)


def test_no_line_is_drawn_where_classes_want_different_rates():
    chart = trend_chart(a_trend(50, 60), [a_trend(10)], None)

    assert chart.limit is None
    assert not any(each.is_low for each in (chart.whole, *chart.places))


@pytest.mark.parametrize(("rate", "is_low"), [(79, True), (80, False), (81, False)])
def test_a_place_below_what_is_wanted_is_marked(rate, is_low):
    (place,) = trend_chart(a_trend(100), [a_trend(rate)], 80).places

    assert place.is_low is is_low


@pytest.mark.parametrize("count", [MOST_PLACES - 1, MOST_PLACES, MOST_PLACES + 1])
def test_of_very_many_places_the_rest_stand_in_the_table(count):
    chart = trend_chart(a_trend(90), [a_trend(90)] * count, 80)

    assert (len(chart.places), len(chart.more)) == (min(count, MOST_PLACES), max(0, count - MOST_PLACES))


def test_nothing_taught_is_a_dash_and_no_line():
    chart = trend_chart(a_trend(None, None), [], 80)

    assert (chart.whole.dots, chart.whole.path, chart.whole.rate, chart.whole.lowest) == ((), "", "—", "—")


def test_bars_of_months_begin_at_zero_and_the_most_is_the_highest():
    months = [Month(date(2026, each, 1), each - 1, 0, 5) for each in (1, 2, 3)]

    classes, people, checks = month_charts(months)

    assert [(each.number, each.bar.height, each.bar.y + each.bar.height) for each in classes.bars] == [
        (0, 0, 122),
        (1, 50, 122),
        (2, 100, 122),
    ]
    assert [each.bar.height for each in people.bars] == [0, 0, 0]
    assert (checks.total, checks.unit, checks.bars[0].words) == (15, "次", "1")
