"""R02: from when on the plan of a quarter is missed."""

from datetime import date

import pytest

from training.plans.rules.due import last_day_for, quarters_due
from training.plans.rules.quarters import Quarter

FIRST, SECOND = Quarter(2026, 1), Quarter(2026, 2)


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 1, 1), (FIRST,)),
        (date(2026, 3, 16), (FIRST,)),
        (date(2026, 3, 17), (FIRST, SECOND)),
        (date(2026, 3, 31), (FIRST, SECOND)),
        (date(2026, 4, 1), (SECOND,)),
        (date(2026, 12, 17), (Quarter(2026, 4), Quarter(2027, 1))),
    ],
)
def test_the_quarter_that_runs_and_the_next_one_from_fifteen_days_before(today, due):
    assert quarters_due(today, 15) == due


def test_a_plan_is_in_time_until_the_day_before_its_quarter():
    assert last_day_for(SECOND) == date(2026, 3, 31)
    assert last_day_for(FIRST) == date(2025, 12, 31)
