"""R21, R07: working days with statutory holidays and swapped weekends."""

from datetime import date

import pytest

from training.notice.working_days import is_working_day, working_day_after


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2099, 1, 1), 2, date(2099, 1, 5)),
    ],
)
def test_working_days_after_a_day(start, count, end):
    assert working_day_after(start, count) == end


def test_a_swapped_sunday_is_a_working_day():
    assert is_working_day(date(2025, 9, 28))
    assert not is_working_day(date(2025, 10, 1))
