"""What may be done with one person's subsidy when: its way as a table (R19 to R22)."""

from collections.abc import Sequence

from training.claims.terms import ClaimAct, ClaimState
from training.eligibility.terms import LineAct, LineState
from training.errors import NotNow

State, Act = LineState, LineAct
SIGNED = (Act.OVERRIDE, Act.AGREE, Act.SEND_BACK)
"""另定 of what was carried over; it stays where it is."""
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
    **{(state, act): state for state in (State.PUBLIC, State.APPLIED) for act in SIGNED},
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
MOST_NAMED = 3
GRANTED = frozenset({State.GRANTED, State.PUBLIC, State.APPLIED, State.PAID})
"""承诺: the money is promised or gone."""
LAPSED_BECAUSE = "重新核定"
"""Why a line lapses with a later judgement."""

AT_THE_MONEY = frozenset({State.APPLIED, State.PAID})
"""Money was applied for, or has gone and nobody brought it back."""


class LineStandsElsewhere(NotNow):
    """The line does not stand where this act is possible."""

    def __init__(self, state: LineState, act: LineAct):
        super().__init__(f"这笔补贴现在是“{state.value}”，不能{act.value}；请刷新页面看最新状态。")
        self.state = state
        self.act = act


class PaidMeanwhile(NotNow):
    """A voucher or another subsidy paid for it since: the line does not come to the money beside it."""

    def __init__(self, people: Sequence[tuple[str, str]], act: LineAct):
        named = "".join(f"{name}：{why}" for name, why in people[:MOST_NAMED])
        more = f"等 {len(people)} 人。" if len(people) > MOST_NAMED else ""
        super().__init__(
            f"不能{act.value}，否则重复付款：{named}{more}"
            "先请市本级撤销那张券的核销，或追回另一笔补贴，再来办这一步。"
        )
        self.people = tuple(people)


def comes_to_money(state: LineState, act: LineAct) -> bool:
    """Whether by this act the money is due or gone that was neither before."""
    return next_state(state, act) in AT_THE_MONEY and state not in AT_THE_MONEY


def next_state(state: LineState, act: LineAct) -> LineState:
    """Where the line goes by this act; raises LineStandsElsewhere."""
    if (state, act) not in TRANSITIONS:
        raise LineStandsElsewhere(state, act)
    return TRANSITIONS[state, act]
