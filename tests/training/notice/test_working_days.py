"""R21, R07: working days with statutory holidays and swapped weekends; a year not announced is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.notice.working_days import PUBLISHED, ArrangedDay, Calendar

NEW_YEAR = date(2027, 1, 1)


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 12, 28), 3, date(2026, 12, 31)),
        (date(2026, 12, 28), 4, date(2027, 1, 4)),
        (date(2026, 12, 28), 5, date(2027, 1, 5)),
        (date(2027, 6, 8), 1, date(2027, 6, 10)),
    ],
)
def test_working_days_after_a_day(start, count, end):
    assert PUBLISHED.after(start, count).on == end


def test_a_swapped_sunday_is_a_working_day():
    assert PUBLISHED.is_working_day(date(2025, 9, 28))
    assert not PUBLISHED.is_working_day(date(2025, 10, 1))


@pytest.mark.parametrize(
    ("start", "years"),
    [(date(2026, 3, 2), ()), (date(2026, 12, 28), (2027,)), (date(2027, 3, 1), (2027,))],
)
def test_a_day_that_rests_on_a_year_not_announced_says_so(start, years):
    counted = PUBLISHED.after(start, 5)

    assert counted.guessed_years == years
    assert ("2027 年放假安排未公布，暂按法定节日和周末推算" in counted.warning) is bool(years)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        # Two days before a statutory day and five after it may be freed, the 29th and the 7th may not.
        (date(2026, 12, 29), True),
        (date(2026, 12, 30), False),
        (date(2027, 1, 6), False),
        (date(2027, 1, 7), True),
        (date(2027, 1, 9), False),
        (date(2027, 3, 1), True),
    ],
)
def test_near_a_statutory_day_of_a_year_not_announced_no_day_surely_works(day, works):
    assert PUBLISHED.surely_works(day) is works


@given(st.dates(date(2024, 1, 1), date(2030, 12, 31)), st.integers(0, 30))
def test_the_latest_day_is_never_before_the_likely_one_and_the_same_where_all_is_known(start, count):
    counted = PUBLISHED.after(start, count)

    assert counted.latest >= counted.on
    assert counted.is_guessed or counted.latest == counted.on


def test_what_was_imported_counts_before_the_library_and_before_a_guess():
    days = {NEW_YEAR: ArrangedDay(False, "元旦"), date(2027, 1, 9): ArrangedDay(True, "元旦")}
    calendar = Calendar(frozenset({2026, 2027}), days)

    assert calendar.knows(2027)
    assert calendar.is_working_day(date(2027, 1, 9))
    assert calendar.holiday_name(NEW_YEAR) == "元旦"
    # Of the imported 2026 no day is free but weekends.
    assert calendar.is_working_day(date(2026, 10, 1))
    assert calendar.after(date(2026, 12, 28), 5).warning == ""


def test_a_notice_may_arrange_the_december_before_its_year():
    calendar = Calendar(frozenset({2027}), {date(2026, 12, 31): ArrangedDay(False, "元旦")})

    assert calendar.after(date(2026, 12, 28), 3).on == NEW_YEAR
    assert PUBLISHED.after(date(2026, 12, 28), 3).on == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 10, 1), "国庆节"),
        (date(2026, 10, 8), ""),
        (NEW_YEAR, "元旦"),
        (date(2027, 2, 5), "农历除夕"),
        (date(2027, 2, 9), ""),
    ],
)
def test_a_holiday_has_its_name_and_of_a_year_not_announced_only_the_law_counts(day, name):
    assert PUBLISHED.holiday_name(day) == name
