"""A message never leaves a final state, and never arrives before it was sent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.outbox.rules.message_states import CODES, FINAL, MOVES, may_move
from training.outbox.terms import MessageState

STATES = st.sampled_from(MessageState)


def test_five_states_are_final():
    assert {state.value for state in FINAL} == {"delivered", "failed", "rejected", "expired", "cancelled"}


def test_every_state_has_its_line_in_the_table():
    assert set(MOVES) == set(MessageState)


@given(st.lists(STATES, min_size=1, max_size=12))
def test_whatever_is_asked_for_a_final_state_stays(wishes):
    state, was_final = MessageState.CREATED, None
    for wish in wishes:
        if may_move(state, wish):
            assert was_final is None
            state = wish
        if state in FINAL:
            was_final = state

    assert was_final in (None, state)


@pytest.mark.parametrize(
    ("before", "after", "is_allowed"),
    [
        ("created", "sending", True),
        ("created", "cancelled", True),
        ("created", "delivered", True),  # the receipt of a message that we took for lost
        ("created", "unknown", False),
        ("sending", "sent", True),
        ("sending", "cancelled", False),
        ("sending", "delivered", False),
        ("unknown", "sending", False),  # looked up first
        ("unknown", "created", True),
        ("sent", "created", True),
        ("sent", "sending", False),
        ("sent", "cancelled", False),
        ("delivered", "failed", False),
        ("failed", "delivered", False),
    ],
)
def test_the_ways_between_the_states(before, after, is_allowed):
    assert may_move(MessageState(before), MessageState(after)) is is_allowed


def test_a_login_code_is_a_code_and_a_reminder_is_none():
    assert "login_code" in CODES
    assert "missing_in" not in CODES
