"""R09: what may be done about something that is urged, and when it is overdue."""

from datetime import date, timedelta

import pytest

from training.urging.rules.moves import DayIsOver, NotInThisState, check_day, is_overdue, moved
from training.urging.terms import UrgingMove, UrgingState

TODAY = date(2026, 3, 4)
DAY = timedelta(days=1)
# One line a state; under each move what follows.
TRUTH = """
          ANSWER    CLOSE   REOPEN
WAITING   ANSWERED  CLOSED  -
ANSWERED  ANSWERED  CLOSED  WAITING
CLOSED    -         -       WAITING
"""
MOVES, *LINES = [line.split() for line in TRUTH.strip().splitlines()]
CASES = [
    (UrgingState[state], UrgingMove[move], cell)
    for state, *cells in LINES
    for move, cell in zip(MOVES, cells, strict=True)
]


def test_every_state_and_every_move_stands_here():
    assert len(CASES) == len(UrgingState) * len(UrgingMove)


@pytest.mark.parametrize(("state", "move", "follows"), CASES)
def test_what_follows_is_written_here_and_nothing_else(state, move, follows):
    if follows == "-":
        with pytest.raises(NotInThisState, match=state.value):
            moved(state, move)
    else:
        assert moved(state, move) is UrgingState[follows]


@pytest.mark.parametrize("due_on", [TODAY, TODAY + DAY])
def test_today_is_a_day_as_well(due_on):
    check_day(due_on, TODAY)


def test_nobody_can_answer_until_yesterday():
    with pytest.raises(DayIsOver, match="2026-03-03 早于今天 2026-03-04"):
        check_day(TODAY - DAY, TODAY)


@pytest.mark.parametrize(("due_on", "overdue"), [(TODAY - DAY, True), (TODAY, False), (TODAY + DAY, False)])
def test_the_last_day_is_in_time(due_on, overdue):
    assert is_overdue(UrgingState.WAITING, due_on, TODAY) is overdue


@pytest.mark.parametrize("state", [UrgingState.ANSWERED, UrgingState.CLOSED])
def test_what_was_answered_or_closed_is_not_overdue(state):
    assert not is_overdue(state, TODAY - DAY, TODAY)
