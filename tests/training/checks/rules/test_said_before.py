"""What was said before a check was shown is about none or another; clocks may differ a little."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.checks.rules.said_before import CLOCKS_APART, was_said_before

NOW = at(MONDAY, "09:00")
A_MOMENT = timedelta(milliseconds=1)


@pytest.mark.parametrize(
    ("before", "is_before"),
    [
        (timedelta(), False),
        (CLOCKS_APART - A_MOMENT, False),
        (CLOCKS_APART, False),
        (CLOCKS_APART + A_MOMENT, True),
        (-CLOCKS_APART, False),
    ],
)
def test_clocks_that_differ_a_little_make_nothing_older_than_the_check(before, is_before):
    assert was_said_before(NOW - before, NOW) is is_before


def test_what_has_no_time_of_its_own_is_said_now():
    assert not was_said_before(None, NOW)
