"""What may be done with one person's subsidy when: its way as a table (R19 to R22)."""

from training.claims.terms import ClaimAct, ClaimState
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
    (State.PAID, Act.UNDO_RECEIPT): State.PAID,
}
OF_CLAIM: dict[LineAct, ClaimAct] = {
    Act.PUBLICISE: ClaimAct.PUBLICISE,
    Act.OBJECT: ClaimAct.OBJECT,
    Act.SETTLE: ClaimAct.SETTLE,
    Act.UPHOLD: ClaimAct.UPHOLD,
    Act.APPLY: ClaimAct.APPLY,
    Act.TAKE_BACK: ClaimAct.TAKE_BACK,
    Act.PAY: ClaimAct.PAY,
    Act.UNDO: ClaimAct.UNDO,
    Act.RECOVER: ClaimAct.RECOVER,
    Act.UNDO_RECEIPT: ClaimAct.UNDO_RECEIPT,
}
"""What an act with a line of C1 is in the claim; granted, and struck again, a claim stays 通过."""
CLAIM_AT: dict[LineState, ClaimState] = {
    State.ELIGIBLE: ClaimState.APPROVED,
    State.GRANTED: ClaimState.APPROVED,
    State.PUBLIC: ClaimState.PUBLICISED,
    State.APPLIED: ClaimState.APPLIED,
}
"""Where the claim stands meanwhile, as long as its line holds."""
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
