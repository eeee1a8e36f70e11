"""How long a connection may take, just before, at and after each limit."""

import pytest

from webapp.server.waiting import (
    CROWDED_SECONDS,
    GRACE_SECONDS,
    HEAD_SECONDS,
    IDLE_SECONDS,
    LEAST_PACE,
    Stage,
    may_go_on,
    seconds_behind,
)

A_MOMENT = 0.001


@pytest.mark.parametrize(
    ("stage", "moved", "is_crowded", "longest"),
    [
        (Stage.HEAD, 0, False, HEAD_SECONDS),
        (Stage.HEAD, 8_000, False, HEAD_SECONDS),
        (Stage.HEAD, 0, True, CROWDED_SECONDS),
        (Stage.IDLE, 0, False, IDLE_SECONDS),
        (Stage.IDLE, 0, True, CROWDED_SECONDS),
        (Stage.BODY, 0, False, GRACE_SECONDS),
        (Stage.BODY, 0, True, GRACE_SECONDS),
        (Stage.BODY, 60 * LEAST_PACE, False, GRACE_SECONDS + 60),
        (Stage.ANSWER, 0, False, GRACE_SECONDS),
        (Stage.ANSWER, 60 * LEAST_PACE, True, GRACE_SECONDS + 60),
    ],
)
def test_who_outstays_is_ended_and_whoever_moves_on_is_not(stage, moved, is_crowded, longest):
    behind = [seconds_behind(stage, 0, longest + by, moved) for by in (-A_MOMENT, 0, A_MOMENT)]
    stays = [may_go_on(stage, each, is_crowded=is_crowded) for each in behind]

    assert stays == [True, True, False]


@pytest.mark.parametrize("is_crowded", [False, True])
def test_nobody_is_ended_while_we_work_for_them(is_crowded):
    assert may_go_on(Stage.WORK, 86_400, is_crowded=is_crowded)


def test_one_byte_a_second_is_no_pace():
    seconds = int(GRACE_SECONDS) + 1

    assert not may_go_on(Stage.BODY, seconds_behind(Stage.BODY, 0, seconds, seconds), is_crowded=False)
