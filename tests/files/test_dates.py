"""Dates and times in the forms of workbooks and machines."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.files.dates import read_date, read_moment, read_time, read_times

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "cell",
    ["2026-03-02", "2026-3-2", "2026/3/2", "2026.3.2", "2026年3月2日", "20260302", " ２０２６-０３-０２ ",
     "2026-03-02 00:00:00", DAY, datetime(2026, 3, 2, 8), 46083.0, 20260302.0],
)  # fmt: skip
def test_a_date_is_read(cell):
    assert read_date(cell) == DAY


@pytest.mark.parametrize(
    "cell", ["", "明天", "2026-13-01", "2026-02-30", "3月2日", "2026-03-02-04", None, True, 12.0]
)
def test_what_is_no_date_is_none(cell):
    assert read_date(cell) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8:30", time(8, 30)),
        ("08:30:05", time(8, 30, 5)),
        ("下午2:00", time(14)),
        ("上午 8：30", time(8, 30)),
        ("12:00 ", time(12)),
        ("8点30分", time(8, 30)),
        (0.5, time(12)),
        (time(8, 30), time(8, 30)),
        (timedelta(hours=8, minutes=30), time(8, 30)),
        ("24:00", None),
        ("8:61", None),
        ("8:30 9:30", None),
        ("", None),
        (1.5, None),
    ],
)
def test_a_time_is_read_or_none(cell, expected):
    assert read_time(cell) == expected


def test_a_cell_may_hold_several_times_but_none_that_is_impossible():
    assert read_times("08:12 11:40\n13:55 17:05") == [time(8, 12), time(11, 40), time(13, 55), time(17, 5)]
    assert read_times("08:12 25:00") == []


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    for read in (read_date, read_time, read_moment):
        value = read(text)
        assert value is None or hasattr(value, "isoformat")
