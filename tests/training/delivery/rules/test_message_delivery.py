"""What becomes of a message after an attempt, a receipt, a look-up."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.delivery.rules.message_delivery import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    MOST_MISSES,
    Standing,
    after_nothing_found,
    after_report,
    after_taken,
    after_trouble,
    next_doubt,
    pause_before_retry,
)
from training.outbox.terms import MessageState, SmsFate, SmsTrouble

NOW = datetime(2026, 3, 2, 0, 50, tzinfo=UTC)
TEMPORARY = (SmsTrouble.BACK_OFF, SmsTrouble.PAUSE, SmsTrouble.MISCONFIGURED)


def standing(
    *, minutes_left: float = 30, attempts: int = 1, template: str = "missing_in", **more
) -> Standing:
    return Standing(template, attempts, NOW + timedelta(minutes=minutes_left), **more)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (4, 40), (7, 320), (8, 600), (20, 600)]
)
def test_pauses_double_up_to_ten_minutes(attempts, seconds):
    assert pause_before_retry(attempts, jitter=0) == timedelta(seconds=seconds)


@given(st.integers(1, 50), st.integers(0, 100))
def test_chance_takes_away_up_to_half_of_a_pause(attempts, jitter):
    whole = pause_before_retry(attempts, 0)

    assert whole / 2 <= pause_before_retry(attempts, jitter) <= whole <= LONGEST_PAUSE


@pytest.mark.parametrize("trouble", TEMPORARY)
def test_what_was_certainly_not_taken_is_tried_again(trouble):
    step = after_trouble(trouble, standing(), 0, NOW)

    assert (step.state, step.due_at) == (MessageState.CREATED, NOW + FIRST_PAUSE)


@pytest.mark.parametrize(
    ("seconds_left", "state"), [(4, "expired"), (5, "expired"), (6, "created"), (600, "created")]
)
def test_a_try_that_would_come_too_late_is_none(seconds_left, state):
    step = after_trouble(SmsTrouble.BACK_OFF, standing(minutes_left=seconds_left / 60), 0, NOW)

    assert step.state == state


@pytest.mark.parametrize("trouble", TEMPORARY)
@pytest.mark.parametrize("attempts", [1, 8, 9, 1_000])
def test_the_channels_trouble_never_counts_against_a_message(trouble, attempts):
    step = after_trouble(trouble, standing(attempts=attempts, minutes_left=24 * 60), 0, NOW)

    assert step.state is MessageState.CREATED
    assert NOW < step.due_at <= NOW + LONGEST_PAUSE


@pytest.mark.parametrize(("seconds_left", "seconds"), [(6, 5), (10, 5), (20, 10), (1_200, 600), (4_000, 600)])
def test_near_its_deadline_a_message_waits_for_half_of_what_is_left(seconds_left, seconds):
    worn = standing(attempts=20, minutes_left=seconds_left / 60)

    assert after_trouble(SmsTrouble.BACK_OFF, worn, 0, NOW).due_at == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("misses", "state"), [(MOST_MISSES - 2, "created"), (MOST_MISSES - 1, "failed"), (MOST_MISSES, "failed")]
)
def test_what_was_taken_eight_times_and_never_arrived_is_given_up(misses, state):
    missed = standing(misses=misses, attempts=30, minutes_left=600)

    assert after_report(SmsFate.FAILED_FOR_NOW, missed, 0, NOW).state == state


def test_a_refusal_is_for_good_and_doubt_is_looked_up():
    assert after_trouble(SmsTrouble.REJECTED, standing(), 0, NOW).state is MessageState.REJECTED
    assert after_trouble(SmsTrouble.OPTED_OUT, standing(), 0, NOW).state is MessageState.REJECTED
    doubt = after_trouble(SmsTrouble.UNCLEAR, standing(), 0, NOW)

    assert doubt.state is MessageState.UNKNOWN
    assert doubt.look_up_at == NOW + timedelta(seconds=30)


def test_a_message_without_a_receipt_is_looked_up_ever_more_rarely_for_a_day():
    assert after_taken(NOW).look_up_at == NOW + timedelta(minutes=15)
    asked, now = 0, NOW + timedelta(minutes=15)
    while (step := after_report(SmsFate.TAKEN, standing(sent_at=NOW), 0, now)).look_up_at:
        asked, now = asked + 1, step.look_up_at

    assert 5 <= asked <= 8
    assert timedelta(hours=15) < now - NOW < timedelta(hours=48)


@pytest.mark.parametrize(
    ("fate", "template", "state"),
    [
        (SmsFate.TAKEN, "missing_in", "sent"),
        (SmsFate.DELIVERED, "missing_in", "delivered"),
        (SmsFate.FAILED, "missing_in", "failed"),
        (SmsFate.FAILED_FOR_NOW, "missing_in", "created"),
        (SmsFate.FAILED_FOR_NOW, "login_code", "failed"),
    ],
)
def test_what_a_receipt_says_becomes_the_state(fate, template, state):
    assert after_report(fate, standing(template=template), 0, NOW).state == state


@pytest.mark.parametrize(
    ("template", "minutes_left", "state"),
    [
        ("missing_in", 1, "created"),
        ("missing_in", 0, "expired"),
        ("login_code", 1, "failed"),  # never sent blindly: the person asks for another
        ("login_code", 0, "expired"),
    ],
)
def test_what_the_provider_never_had_is_sent_unless_it_is_a_code_or_of_no_use(template, minutes_left, state):
    step = after_nothing_found(standing(template=template, minutes_left=minutes_left), NOW)

    assert step.state == state


@pytest.mark.parametrize(("minutes_left", "asks_again"), [(1, True), (0, False), (-1, False)])
def test_doubt_is_cleared_while_the_message_is_of_use(minutes_left, asks_again):
    assert (next_doubt(standing(minutes_left=minutes_left), NOW) is not None) is asks_again
