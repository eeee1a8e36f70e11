"""二人确认: another of the level, else one of the city; the city takes two; after two days it lapses."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import at
from training.checks.rules.confirmations import (
    ConfirmationState,
    lapse_of,
    may_confirm,
    state_of_confirmation,
)
from training.checks.rules.take_back import Beginning, may_take_back
from training.checks.terms import CheckLevel
from training.notice.policy import Policy
from training.notice.working_days import PUBLISHED

CITY, DISTRICT = CheckLevel.CITY, CheckLevel.DISTRICT
levels = st.sampled_from([CITY, DISTRICT, None])


@pytest.mark.parametrize(
    ("asked_at", "own", "may"),
    [
        (DISTRICT, DISTRICT, True),
        (DISTRICT, CITY, True),
        (CITY, CITY, True),
        (CITY, DISTRICT, False),
        (DISTRICT, None, False),
        (CITY, None, False),
    ],
)
def test_who_may_be_the_second_person(asked_at, own, may):
    assert may_confirm(asked_at, own, is_same_person=False) is may


@given(asked_at=st.sampled_from(CheckLevel), own=levels)
def test_nobody_is_the_own_second_person(asked_at, own):
    assert not may_confirm(asked_at, own, is_same_person=True)


@pytest.mark.parametrize(
    ("asked_on", "last_day"),
    [
        (date(2026, 3, 2), date(2026, 3, 4)),
        (date(2026, 3, 5), date(2026, 3, 9)),
        (date(2026, 3, 6), date(2026, 3, 10)),
        (date(2026, 3, 7), date(2026, 3, 10)),
    ],
    ids=["Monday", "Thursday", "Friday", "Saturday"],
)
def test_it_may_be_confirmed_until_the_second_working_day_is_over(asked_on, last_day):
    until = lapse_of(at(asked_on, "16:00"), Policy(), PUBLISHED)

    assert (until.at, until.is_guessed) == (at(last_day + timedelta(days=1), "00:00"), False)


def test_while_a_year_is_not_announced_it_may_be_confirmed_as_long_as_under_any_arrangement():
    # The second working day after 31 December 2026 is the 5th of January, or as late as the 8th.
    until = lapse_of(at(date(2026, 12, 31), "16:00"), Policy(), PUBLISHED)

    assert (until.at, until.is_guessed) == (at(date(2027, 1, 9), "00:00"), True)


@pytest.mark.parametrize(
    ("said", "is_closed", "late", "state"),
    [
        (None, False, -1, ConfirmationState.OPEN),
        (None, False, 0, ConfirmationState.LAPSED),
        (None, True, -1, ConfirmationState.LAPSED),
        (True, True, 1, ConfirmationState.CONFIRMED),
        (False, False, 1, ConfirmationState.DECLINED),
    ],
)
def test_how_a_request_stands(said, is_closed, late, state):
    until = at(date(2026, 3, 5), "00:00")

    found = state_of_confirmation(said, until, is_closed=is_closed, now=until + timedelta(seconds=late))

    assert found is state


@pytest.mark.parametrize(
    ("is_own", "records", "minutes", "may"),
    [
        (True, 0, 0, True),
        (True, 0, 10, True),
        (True, 0, 10.1, False),
        (True, 0, -0.5, True),
        # Begun by a clock that ran ahead: it would be taken back for as long as the clock was.
        (True, 0, -0.51, False),
        (True, 1, 1, False),
        (False, 0, 1, False),
    ],
)
def test_a_check_is_taken_back_by_who_began_it_within_minutes_before_anything_is_recorded(
    is_own, records, minutes, may
):
    begun = at(date(2026, 3, 2), "09:00")

    found = may_take_back(Beginning(begun, is_own, records), begun + timedelta(minutes=minutes), Policy())

    assert found is may
