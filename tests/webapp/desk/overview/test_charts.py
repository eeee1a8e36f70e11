"""Charts begin at 0, stay within their frame and leave nothing out that their table says."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.training.worklist.rules.test_board import AHEAD, COMING, PLAIN
from training.checks.terms import CheckLevel, Verdict
from training.worklist.rules.board import Attendance
from webapp.desk.overview.pages.charts import (
    MOST_BARS,
    owed_chart,
    percent,
    place_chart,
    rate_words,
    spark_of,
    verdict_chart,
)

FIRST = date(2026, 2, 1)


@pytest.mark.parametrize(("permille", "words"), [(0, "0.0%"), (892, "89.2%"), (1000, "100.0%"), (None, "—")])
def test_a_rate_has_one_place_and_nobody_is_no_rate(permille, words):
    assert percent(permille) == words


@pytest.mark.parametrize(("present", "height"), [(0, 0), (5, 14), (8, 22.4), (10, 28)])
def test_a_bar_is_as_high_as_its_share_and_80_percent_is_the_notch(present, height):
    spark = spark_of(Attendance((replace(PLAIN, present=present),)))

    assert [(each.height, each.y + each.height) for each in spark.bars] == [(height, 32)]
    assert spark.notch == 9.6


def test_where_the_rules_of_classes_want_different_rates_no_line_is_drawn():
    strict = replace(PLAIN, needed_percent=90)

    assert spark_of(Attendance((strict,))).notch == 6.8
    assert spark_of(Attendance((PLAIN, strict))).notch is None
    assert spark_of(Attendance(())).notch is None


@pytest.mark.parametrize("count", [MOST_BARS - 1, MOST_BARS, MOST_BARS + 1])
def test_of_very_many_classes_only_the_first_are_drawn(count):
    assert len(spark_of(Attendance((PLAIN,) * count)).bars) == min(count, MOST_BARS)


@pytest.mark.parametrize("most", [1, 8, 9, 3000])
def test_owed_checks_fit_beside_their_numbers(most):
    (row,) = owed_chart({"已结业": Counter({CheckLevel.CITY: most, CheckLevel.DISTRICT: 0})})

    assert row.city.width == min(24 * most, 200)
    assert (row.city_count, row.district_count, row.district.width) == (most, 0, 0)


def test_verdicts_stand_on_each_other_within_the_frame():
    days = {FIRST + timedelta(days=each): Counter[Verdict]() for each in range(30)}
    days[FIRST] = Counter({Verdict.PASSED: 3, Verdict.FAILED: 1, Verdict.UNABLE: 7})
    chart = verdict_chart(days)
    first = chart.days[0]

    assert chart.most == 4
    assert (first.passed.y + first.passed.height, first.failed.y + first.failed.height) == (160, 55)
    assert first.failed.y == 20
    assert all(each.x + each.passed.width <= 480 for each in chart.days)


def test_places_come_lowest_first_and_those_that_nobody_counts_last():
    low, full = Attendance((replace(PLAIN, present=1),)), Attendance((PLAIN,))
    rows = place_chart({"东": full, "西": low}, {"南": Counter({Verdict.FAILED: 2})})

    assert [(each.name, each.permille, each.bar.width) for each in rows] == [
        ("西", 100, 48),
        ("东", 1000, 480),
        ("南", None, 0),
    ]
    assert rows[2].verdicts[Verdict.FAILED] == 2


@pytest.mark.parametrize(
    ("classes", "words"),
    [
        ((AHEAD,), "未开始"),
        ((AHEAD, COMING), "签到中"),
        ((AHEAD, COMING, PLAIN), "100.0%"),
        ((), "—"),
    ],
)
def test_before_a_rate_says_something_it_says_what_is_waited_for(classes, words):
    assert rate_words(Attendance(classes)) == words


def test_who_signs_in_is_a_bar_without_alarm_and_who_is_ahead_none():
    spark = spark_of(Attendance((replace(COMING, present=0), replace(PLAIN, present=0), AHEAD)))

    assert [each.tone for each in spark.bars] == ["coming", "bad"]


def test_a_place_that_signs_in_has_no_bar_yet():
    (row,) = place_chart({"东": Attendance((replace(COMING, present=3),))}, {})

    assert (row.bar.width, row.bar.tone, row.words, row.present) == (0, "", "签到中", 3)
