"""A channel keeps its rate and rests when it is sick; a phone gets three like messages in 24 hours."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.outbox.rules.message_limits import (
    BURST,
    ChannelHealth,
    after_failure,
    after_success,
    is_one_too_many,
    next_slot,
)
from training.outbox.terms import SmsTrouble

NOW = datetime(2026, 3, 2, 0, 50, tzinfo=UTC)


def after(*troubles: SmsTrouble, health: ChannelHealth | None = None) -> ChannelHealth:
    health = health or ChannelHealth()
    for trouble in troubles:
        health = after_failure(health, trouble, NOW)
    return health


@pytest.mark.parametrize(("failures", "rests"), [(4, False), (5, True), (6, True)])
def test_the_fifth_failure_in_a_row_pauses_the_channel(failures, rests):
    assert after(*[SmsTrouble.BACK_OFF] * failures).rests(NOW) is rests


@pytest.mark.parametrize("trouble", [SmsTrouble.PAUSE, SmsTrouble.MISCONFIGURED])
def test_what_concerns_every_message_pauses_at_once(trouble):
    assert after(trouble).rests(NOW)


def test_a_refused_message_says_nothing_of_the_channel():
    assert after(*[SmsTrouble.REJECTED, SmsTrouble.OPTED_OUT] * 20) == ChannelHealth()


def test_a_success_begins_the_count_anew_and_a_pause_ends_by_itself():
    paused = after(*[SmsTrouble.UNCLEAR] * 5)

    assert paused.rests(NOW + timedelta(minutes=2) - timedelta(seconds=1))
    assert not paused.rests(NOW + timedelta(minutes=2))
    assert after(*[SmsTrouble.UNCLEAR] * 4, health=after_success()).failures == 4


def test_after_a_pause_one_failure_more_pauses_again():
    paused = after(*[SmsTrouble.BACK_OFF] * 5)
    later = NOW + timedelta(minutes=2)

    assert after_failure(paused, SmsTrouble.BACK_OFF, later).rests(later)


@given(st.integers(1, 100), st.lists(st.integers(0, 500), max_size=300))
def test_no_channel_is_given_more_than_its_rate_and_one_second(per_second, gaps):
    now, slot, given_away = NOW, None, 0
    for milliseconds in gaps:
        now += timedelta(milliseconds=milliseconds)
        taken = next_slot(slot, per_second, now)
        if taken is not None:
            slot, given_away = taken, given_away + 1

    assert given_away <= ((now - NOW + BURST) / timedelta(seconds=1)) * per_second + 1


def test_a_channel_that_waits_gets_its_slot_when_the_time_has_come():
    slot = next_slot(None, 1, NOW)

    assert next_slot(slot, 1, NOW + timedelta(milliseconds=999)) is None
    assert next_slot(slot, 1, NOW + timedelta(seconds=1)) is not None


@pytest.mark.parametrize(("sent", "is_too_many"), [(2, False), (3, True), (4, True)])
def test_a_phone_gets_three_like_messages(sent, is_too_many):
    assert is_one_too_many(sent) is is_too_many
