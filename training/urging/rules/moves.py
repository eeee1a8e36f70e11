"""督办: what may be done about something that is urged, and when it is overdue (R09)."""

from collections.abc import Mapping
from datetime import date

from training.errors import NotNow, NotRight
from training.urging.terms import UrgingMove, UrgingState

TRANSITIONS: Mapping[tuple[UrgingState, UrgingMove], UrgingState] = {
    (UrgingState.WAITING, UrgingMove.ANSWER): UrgingState.ANSWERED,
    (UrgingState.ANSWERED, UrgingMove.ANSWER): UrgingState.ANSWERED,
    (UrgingState.WAITING, UrgingMove.CLOSE): UrgingState.CLOSED,
    (UrgingState.ANSWERED, UrgingMove.CLOSE): UrgingState.CLOSED,
    (UrgingState.ANSWERED, UrgingMove.REOPEN): UrgingState.WAITING,
    (UrgingState.CLOSED, UrgingMove.REOPEN): UrgingState.WAITING,
}
"""An answer may be added to; what nobody answered may be closed, for its cause may be gone."""


class NotInThisState(NotNow):
    """What is asked for cannot follow upon what was done."""

    def __init__(self, move: UrgingMove, state: UrgingState):
        super().__init__(f"这件督办{state}，不能{move}；请刷新看看谁办过了。")


class DayIsOver(NotRight):
    """Nobody can answer until a day that is over."""

    def __init__(self, due_on: date, today: date):
        super().__init__(f"期限 {due_on} 早于今天 {today}，请填今天或以后的日期。")


def moved(state: UrgingState, move: UrgingMove) -> UrgingState:
    """The state that follows; raises NotInThisState."""
    follows = TRANSITIONS.get((state, move))
    if follows is None:
        raise NotInThisState(move, state)
    return follows


def check_day(due_on: date, today: date) -> None:
    """The day itself is in time until 24:00, so today is a day as well; raises DayIsOver."""
    if due_on < today:
        raise DayIsOver(due_on, today)


def is_overdue(state: UrgingState, due_on: date, today: date) -> bool:
    """Nobody has answered, and the day is over."""
    return state is UrgingState.WAITING and today > due_on
