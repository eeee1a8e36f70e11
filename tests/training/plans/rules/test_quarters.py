"""季度: every day is of one quarter, and no quarter is of two years."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.plans.rules.quarters import BadQuarter, Quarter, quarter_of, read_quarter

DAYS = st.dates(date(2023, 1, 1), date(2098, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_quarter_and_the_next_begins_behind_it(day):
    own = quarter_of(day)

    assert own.first <= day <= own.last
    assert own.following.first == own.last + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 3, 31), (2026, 1)),
        (date(2026, 4, 1), (2026, 2)),
        (date(2026, 12, 31), (2026, 4)),
        (date(2027, 1, 1), (2027, 1)),
    ],
)
def test_a_class_that_begins_on_the_last_day_is_of_that_quarter(day, quarter):
    assert quarter_of(day) == Quarter(*quarter)


@pytest.mark.parametrize(
    ("year", "number"), [("2026", "0"), ("2026", "5"), ("2022", "1"), ("", "1"), ("2026", "一")]
)
def test_what_is_no_quarter_is_refused(year, number):
    with pytest.raises(BadQuarter):
        read_quarter(year, number)


def test_a_quarter_is_called_as_the_office_calls_it():
    assert read_quarter("2026", "4").words == "2026 年第四季度"
