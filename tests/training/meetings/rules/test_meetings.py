"""What a meeting is called, and when its vendor is asked again."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from training.meetings.rules.meetings import (
    FIRST_PAUSE,
    LONGEST_TITLE,
    LOOK_UP_AFTER,
    MOST_ATTEMPTS,
    may_repeat,
    pause_before_next,
    title_of,
)
from training.meetings.terms import MeetingTrouble, WishKind


@pytest.mark.parametrize("number", ["BT-1-市1", "很长的班号" * 20])
def test_a_title_is_whole_in_dingtalk_and_unlike_every_other(number):
    first, second = uuid4(), uuid4()

    assert len(title_of(number, first)) <= LONGEST_TITLE
    assert title_of(number, first) != title_of(number, second)
    assert title_of(number, first) == title_of(number, UUID(str(first)))


@pytest.mark.parametrize("kind", WishKind)
@pytest.mark.parametrize(
    "trouble", [MeetingTrouble.NO_PERMISSION, MeetingTrouble.QUOTA, MeetingTrouble.TOKEN]
)
def test_what_somebody_must_mend_is_not_tried_again(kind, trouble):
    assert pause_before_next(kind, trouble, 1) is None


@pytest.mark.parametrize(
    "trouble", [MeetingTrouble.TOO_FAST, MeetingTrouble.UNREACHABLE, MeetingTrouble.FULL]
)
def test_what_passes_is_waited_out_ever_longer(trouble):
    pauses = [pause_before_next(WishKind.MEMBERS, trouble, attempts) for attempts in (1, 2, 3)]

    assert pauses == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert max(
        pause_before_next(WishKind.MEMBERS, trouble, each) or timedelta() for each in range(1, 10)
    ) == timedelta(minutes=5)


@pytest.mark.parametrize("kind", WishKind)
def test_patience_ends_with_the_attempts(kind):
    most = MOST_ATTEMPTS[kind]

    assert pause_before_next(kind, MeetingTrouble.TOO_FAST, most - 1) is not None
    assert pause_before_next(kind, MeetingTrouble.TOO_FAST, most) is None


def test_phones_that_may_have_rung_are_not_rung_again_and_a_meeting_is_looked_for_first():
    assert not may_repeat(WishKind.REMIND, MeetingTrouble.UNCLEAR)
    assert pause_before_next(WishKind.OPEN, MeetingTrouble.UNCLEAR, 1) == LOOK_UP_AFTER
