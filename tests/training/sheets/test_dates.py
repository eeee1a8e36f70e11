"""Dates and times in the forms of workbooks and machines."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.notice.clock import SHANGHAI
from training.sheets.dates import read_date, read_moment, read_time, read_times

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    "cell",
    ["2026-03-02", "2026-3-2", "2026/3/2", "2026.3.2", "2026年3月2日", "20260302", " ２０２６-０３-０２ ",
     "2026-03-02 00:00:00", "2026-03-02（周一）", "2026-03-02 8:30", DAY, datetime(2026, 3, 2, 8), 46083.0,
     46083.99, 46083, 20260302.0],
)  # fmt: skip
def test_a_date_is_read(cell):
    assert read_date(cell) == DAY


@pytest.mark.parametrize(
    "cell",
    ["", "明天", "2026-13-01", "2026-02-30", "3月2日", "2026-03-02-04", "0001-01-01", "26-03-02", "202603021",
     None, True, 12.0, -46083.0, 1e300, float("inf"), float("-inf"), float("nan")],
)  # fmt: skip
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
        ("8时30分15秒", time(8, 30, 15)),
        ("PM 2:05", time(14, 5)),
        ("2:05 PM", time(14, 5)),
        ("2:05:30pm", time(14, 5, 30)),
        ("12:05 PM", time(12, 5)),
        ("12:05 AM", time(0, 5)),
        ("AM 8:30", time(8, 30)),
        ("凌晨12:05", time(0, 5)),
        ("中午1:05", time(13, 5)),
        ("中午12:05", time(12, 5)),
        ("中午5:05", None),
        ("晚上12:10", None),
        ("晚上1:10", None),
        ("晚上19:10", time(19, 10)),
        ("晚上8:30", time(20, 30)),
        ("下午14:05", time(14, 5)),
        ("AM 8:30 PM", None),
        (0.0, time(0)),
        (0.99999999, None),
        (datetime(2026, 3, 2, 8, 30), time(8, 30)),
        (timedelta(days=1), None),
        (timedelta(seconds=-1), None),
        (True, None),
        (None, None),
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


def clocks(cell) -> list[time]:
    return [each.at for each in read_times(cell)]


def test_a_cell_may_hold_several_times_but_none_that_is_impossible():
    assert clocks("08:12 11:40\n13:55 17:05") == [time(8, 12), time(11, 40), time(13, 55), time(17, 5)]
    assert read_times("08:12 25:00") == []


@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    for read in (read_date, read_time, read_moment):
        value = read(text)
        assert value is None or hasattr(value, "isoformat")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("08:1211:4013:5517:05", [time(8, 12), time(11, 40), time(13, 55), time(17, 5)]),
        ("8:12 AM 2:05 PM", []),
        ("AM 8:12 PM 2:05", [time(8, 12), time(14, 5)]),
        ("上午8:12，下午2:05", [time(8, 12), time(14, 5)]),
        ("8时12分 11时40分", [time(8, 12), time(11, 40)]),
        (time(8, 12), [time(8, 12)]),
        (None, []),
        (7.5, []),
    ],
)
def test_times_run_together_are_told_apart_and_doubtful_ones_are_none(cell, expected):
    assert clocks(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["2026-03-02", "08:12", "2026-03-02 08:12 11:40", "2026-03-02T08:12:30+00", "2026-02-30 08:12",
     "0001-01-01 08:12", DAY, 46083.34, None],
)  # fmt: skip
def test_a_moment_needs_one_day_and_one_time(cell):
    assert read_moment(cell) is None


def test_a_moment_is_that_of_the_wall_clock_in_baotou():
    expected = datetime(2026, 3, 2, 14, 5, tzinfo=SHANGHAI)

    for cell in (
        "2026-03-02 下午2:05",
        "2026/3/2 2:05 PM",
        "20260302 14:05",
        datetime(2026, 3, 2, 14, 5),
        expected,
    ):
        assert read_moment(cell) == expected


@given(
    st.floats() | st.integers() | st.booleans() | st.timedeltas() | st.datetimes() | st.times() | st.dates()
)
def test_no_cell_breaks_the_readers(cell):
    assert read_date(cell) is None or isinstance(read_date(cell), date)
    assert read_time(cell) is None or isinstance(read_time(cell), time)
    assert read_moment(cell) is None or isinstance(read_moment(cell), datetime)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31)))
def test_what_is_written_is_what_is_read(moment):
    moment = moment.replace(microsecond=0)
    expected = moment.replace(tzinfo=SHANGHAI)

    for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日 %H时%M分%S秒", "%Y%m%d %I:%M:%S %p"):
        assert read_moment(moment.strftime(form)) == expected
