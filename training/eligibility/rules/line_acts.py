"""What may be done with one person's subsidy when: its way as a table (R19 to R22)."""

from training.eligibility.terms import LineAct, LineState
from training.errors import NotNow

State, Act = LineState, LineAct
TRANSITIONS: dict[tuple[LineState, LineAct], LineState] = {
    (State.ELIGIBLE, Act.LAPSE): State.LAPSED,
    (State.EXCLUDED, Act.LAPSE): State.LAPSED,
    (State.ELIGIBLE, Act.GRANT): State.GRANTED,
    (State.GRANTED, Act.STRIKE): State.ELIGIBLE,
    (State.GRANTED, Act.LAPSE): State.LAPSED,
    (State.GRANTED, Act.PUBLICISE): State.PUBLIC,
    (State.PUBLIC, Act.OBJECT): State.PUBLIC,
    (State.PUBLIC, Act.SETTLE): State.PUBLIC,
    (State.PUBLIC, Act.UPHOLD): State.LAPSED,
    (State.PUBLIC, Act.LAPSE): State.LAPSED,
    (State.PUBLIC, Act.APPLY): State.APPLIED,
    (State.APPLIED, Act.TAKE_BACK): State.PUBLIC,
    (State.APPLIED, Act.PAY): State.PAID,
    (State.PAID, Act.RECOVER): State.RECOVERED,
    (State.PAID, Act.UNDO): State.APPLIED,
    (State.RECOVERED, Act.UNDO_RECEIPT): State.PAID,
}
BEFORE_MONEY = frozenset({State.ELIGIBLE, State.EXCLUDED, State.GRANTED, State.PUBLIC})
"""Nothing was applied for: what does not hold any more lapses."""
GRANTED = frozenset({State.GRANTED, State.PUBLIC, State.APPLIED, State.PAID})
"""承诺: the money is promised or gone."""


class LineStandsElsewhere(NotNow):
    """The line does not stand where this act is possible."""

    def __init__(self, state: LineState, act: LineAct):
        super().__init__(f"这笔补贴现在是“{state.value}”，不能{act.value}；请刷新页面看最新状态。")
        self.state = state
        self.act = act


def next_state(state: LineState, act: LineAct) -> LineState:
    """Where the line goes by this act; raises LineStandsElsewhere."""
    if (state, act) not in TRANSITIONS:
        raise LineStandsElsewhere(state, act)
    return TRANSITIONS[state, act]
