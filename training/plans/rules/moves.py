"""季度计划: who may do what with a version, and what it is afterwards (R02, R03)."""

from collections.abc import Mapping

from training.errors import NotNow
from training.notice.permissions import Permission
from training.plans.terms import PlanMove, PlanState

TRANSITIONS: Mapping[tuple[PlanState, PlanMove], PlanState] = {
    (PlanState.DRAFT, PlanMove.SUBMIT): PlanState.SUBMITTED,
    (PlanState.RETURNED, PlanMove.SUBMIT): PlanState.SUBMITTED,
    (PlanState.SUBMITTED, PlanMove.TAKE_BACK): PlanState.DRAFT,
    (PlanState.SUBMITTED, PlanMove.RETURN): PlanState.RETURNED,
    (PlanState.SUBMITTED, PlanMove.APPROVE): PlanState.APPROVED,
    (PlanState.DRAFT, PlanMove.DROP): PlanState.DROPPED,
    (PlanState.RETURNED, PlanMove.DROP): PlanState.DROPPED,
    (PlanState.APPROVED, PlanMove.AMEND): PlanState.AMENDED,
}
MAY: Mapping[PlanMove, Permission] = {
    PlanMove.SUBMIT: Permission.WRITE_PLANS,
    PlanMove.TAKE_BACK: Permission.WRITE_PLANS,
    PlanMove.DROP: Permission.WRITE_PLANS,
    PlanMove.RETURN: Permission.DECIDE_PLANS,
    PlanMove.APPROVE: Permission.DECIDE_PLANS,
}
"""AMEND follows upon the approval of the next version, and is nobody's own."""
EXPLAINED = frozenset({PlanMove.RETURN, PlanMove.DROP, PlanMove.TAKE_BACK})
OPEN = frozenset({PlanState.DRAFT, PlanState.SUBMITTED, PlanState.RETURNED})
"""Not at its end: no other version of the quarter is begun meanwhile."""
WRITABLE = frozenset({PlanState.DRAFT, PlanState.RETURNED})


class NotInThisState(NotNow):
    """What is asked for cannot follow upon what was done."""

    def __init__(self, move: PlanMove, state: PlanState):
        super().__init__(f"这一版计划{state}，不能{move}；请刷新看看谁办过了。")


class NotWritable(NotNow):
    """A version that the city has, or that is at its end, is not changed."""

    def __init__(self, state: PlanState):
        super().__init__(f"这一版计划{state}，不能再改；要改请先撤回，或写新的一版。")


class NothingPlanned(NotNow):
    """A plan without an item says nothing that could be reviewed."""

    def __init__(self) -> None:
        super().__init__("计划里还没有计划项，请先加上再提交。")


def moved(state: PlanState, move: PlanMove) -> PlanState:
    """The state that follows; raises NotInThisState."""
    follows = TRANSITIONS.get((state, move))
    if follows is None:
        raise NotInThisState(move, state)
    return follows


def check_writable(state: PlanState) -> None:
    if state not in WRITABLE:
        raise NotWritable(state)
