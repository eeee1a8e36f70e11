"""R37: nobody makes two calls at once; just before, exactly at, just after what a slow network explains."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import MONDAY, at
from training.checks.rules.overlaps import CallSpan, overlapping_places

NINE = at(MONDAY, "09:00")


def a_span(place: int, began: int, ended: int, who: str = "李敏") -> CallSpan:
    return CallSpan(place, who, NINE + timedelta(seconds=began), NINE + timedelta(seconds=ended))


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ((60, 120), ()),
        ((61, 120), ()),
        ((50, 120), ()),
        ((49, 120), (1, 2)),
        ((0, 60), (1, 2)),
        ((20, 30), ()),
        ((20, 31), (1, 2)),
        ((30, 30), ()),
    ],
)
def test_two_calls_of_one_person_overlap_by_more_than_ten_seconds(second, found):
    assert overlapping_places([a_span(1, 0, 60), a_span(2, *second)]) == found


def test_two_people_call_at_once():
    assert overlapping_places([a_span(1, 0, 60), a_span(2, 0, 60, "张伟")]) == ()


def test_only_those_that_overlap_are_named_each_once():
    spans = [a_span(5, 0, 60), a_span(3, 200, 260), a_span(2, 10, 70), a_span(9, 20, 50)]

    assert overlapping_places(spans) == (2, 5, 9)


def test_two_calls_to_the_same_trainee_at_once_name_that_one():
    assert overlapping_places([a_span(1, 0, 60), a_span(1, 0, 60)]) == (1,)


@given(st.lists(st.integers(0, 300), max_size=20))
def test_calls_one_after_the_other_never_overlap(lengths):
    began = [sum(lengths[:place]) for place in range(len(lengths))]
    spans = [
        a_span(place, start, start + length)
        for place, (start, length) in enumerate(zip(began, lengths, strict=True))
    ]

    assert overlapping_places(spans) == ()
