"""Leads (线索): what a trainee says of money, or of not having been there, is followed to its end (R37)."""

from collections.abc import Mapping

from training.checks.terms import CallOutcome, Comparison, FiledItem, LeadKind, LeadState
from training.errors import Next, NotNow

FORWARD: Mapping[LeadState, tuple[LeadState, ...]] = {
    LeadState.OPEN: (LeadState.UNDER_WAY, LeadState.TRUE, LeadState.UNTRUE),
    LeadState.UNDER_WAY: (LeadState.TRUE, LeadState.UNTRUE),
    LeadState.TRUE: (),
    LeadState.UNTRUE: (),
}
CLOSED = frozenset(state for state, following in FORWARD.items() if not following)


class NotForward(NotNow):
    """A lead that was followed so far does not go back, and one that has ended stays ended."""

    leads_to = (Next.DUE,)

    def __init__(self, state: LeadState):
        after = "已有结果，不能再改" if state in CLOSED else "只能向前"
        super().__init__(f"这条线索现在是“{state}”，{after}；请刷新查看，有新情况请在备注里补充。")
        self.state = state


def lead_kinds(outcome: CallOutcome, comparisons: Mapping[FiledItem, Comparison]) -> frozenset[LeadKind]:
    """What the trainee said in a call that is a lead; nothing else that differs is one."""
    found = set()
    if comparisons.get(FiledItem.NOT_CHARGED) is Comparison.DIFFERENT:
        found.add(LeadKind.CHARGED)
    if outcome is CallOutcome.NOT_ATTENDING:
        found.add(LeadKind.NOT_ATTENDING)
    return frozenset(found)


def check_step(state: LeadState, following: LeadState) -> None:
    """Raises NotForward."""
    if following not in FORWARD[state]:
        raise NotForward(state)


def leads_in_words(count: int) -> str:
    """线索 1 条，另行核查; empty without any."""
    return f"线索 {count} 条，另行核查" if count else ""
