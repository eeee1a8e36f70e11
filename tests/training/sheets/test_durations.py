"""R35, R44: how long something took, never in another unit than was meant."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.sheets.durations import HOUR, MINUTE, SECOND, read_duration, unit_in


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("观看时长（秒）", SECOND),
        ("观看时长(s)", SECOND),
        ("时长【分钟】", MINUTE),
        ("观看时长（单位：分）", MINUTE),
        ("观看时长(min)", MINUTE),
        ("观看时长分钟", MINUTE),
        ("观看时长（小时）", HOUR),
        ("时长(h)", HOUR),
        ("观看时长", None),
        ("观看时长（含等待）", None),
        ("观看时长（时:分:秒）", None),
        ("", None),
    ],
)
def test_the_unit_is_that_of_the_heading(heading, unit):
    assert unit_in(heading) == unit


@pytest.mark.parametrize(
    ("cell", "unit", "seconds"),
    [(600.0, SECOND, 600), ("5400", SECOND, 5400), (1.5, HOUR, 5400), (95, MINUTE, 5700), (0.5, MINUTE, 30),
     (95, None, 5700), (720, None, 43_200), (720.5, None, None), (0.9, None, None), (1, None, 60),
     (0, None, 0), ("0", None, 0), (0.125, None, None), ("95分钟", SECOND, 5700),
     (time(1, 35), SECOND, 5700)],
)  # fmt: skip
def test_a_bare_number_is_in_its_headings_unit_else_in_certain_minutes(cell, unit, seconds):
    assert read_duration(cell, unit) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("半小时", 30), ("一个半小时", 90), ("两小时", 120), ("1.5小时", 90), ("1天", 1440), ("2hrs 5mins", 125),
     ("35′20″", 35 + 20 / 60), ("不足1分钟", 0), ("<1min", 0), ("01:35:00", 95), ("1:5:9", 65.15)],
)  # fmt: skip
def test_words_are_read_as_people_and_programs_write_them(cell, minutes):
    assert read_duration(cell) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "cell", ["01:35", "01:60:00", "1:05:60", "十五分钟", "35.20.10", "约1小时", "1小时-", "<2分钟", True]
)
def test_what_may_mean_two_things_means_none(cell):
    assert read_duration(cell) is None


units = st.sampled_from([None, SECOND, HOUR])


@given(
    hours=st.integers(0, 99), minutes=st.integers(0, 59), seconds=st.integers(0, 59), unit=units
)  # fmt: skip
def test_a_duration_is_the_same_in_every_spelling_whatever_the_heading_says(hours, minutes, seconds, unit):
    meant = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    spellings = (
        f"{hours}小时{minutes}分{seconds}秒",
        f"{hours}h{minutes}m{seconds}s",
        f"{hours:02d}:{minutes:02d}:{seconds:02d}",
        f"{hours * 60 + minutes}分钟{seconds}秒",
        f"{int(meant.total_seconds())}s",
        meant,
    )

    assert {read_duration(each, unit) for each in spellings} == {meant}
