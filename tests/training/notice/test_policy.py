"""R47: the numbers of the notice, versioned."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.notice.policy import Policy


def test_the_default_is_what_the_notice_says():
    policy = Policy()

    assert 2 * policy.half_day_hours == 8
    assert policy.qualifying_percent == 80
    assert policy.online_theory_percent == 40
    assert policy.effective_from == date(2023, 2, 24)
    assert policy.half_day_halves == 8


def values(name: str, kind: object) -> st.SearchStrategy[object]:
    highest = 100 if name.endswith(("_percent", "_mark")) else 24 if name.endswith("_hour") else 10_000
    lowest = 1 if name == "class_hour_minutes" else 0
    kinds = {date: st.dates(), bool: st.booleans()}
    return kinds.get(kind, st.integers(lowest, highest))


numbers = {field.name: values(field.name, field.type) for field in fields(Policy)}


@given(st.fixed_dictionaries({}, optional=numbers))
def test_a_policy_comes_back_from_its_numbers_as_it_was(changed):
    policy = Policy(**changed)

    assert Policy.from_numbers(policy.to_numbers()) == policy


@pytest.mark.parametrize(
    "changed",
    [{"quorum": 1}, {"half_day_hours": -1}, {"half_day_hours": "4"}, {"half_day_hours": True},
     {"effective_from": "tomorrow"}, {"half_day_hours": 4.0}, {"qualifying_percent": 101},
     {"class_hour_minutes": 0}, {"retention_years": 10_001}, {"quiet_from_hour": 25},
     {"silent_on_holidays": 2}, {"silent_on_holidays": "yes"}],
)  # fmt: skip
def test_what_is_no_number_of_the_policy_is_refused(changed):
    with pytest.raises(ValueError, match=r".+"):
        Policy.from_numbers(changed)


def test_a_number_added_later_takes_its_default_in_older_versions():
    assert Policy.from_numbers({"qualifying_percent": 85}) == Policy(qualifying_percent=85)
