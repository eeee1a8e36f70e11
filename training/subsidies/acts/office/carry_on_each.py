from collections.abc import Callable

from training.claims.terms import ClaimAct
from training.errors import NotNow
from training.records.claims.claims import C1Claim


def carry_on_each(claims: list[C1Claim], act: ClaimAct, carry_on: Callable[[C1Claim], None]) -> int:
    """All of them or none: what is refused for one is refused."""
    if not claims:
        raise NothingToCarryOn(act)
    for claim in claims:
        carry_on(claim)
    return len(claims)


class NothingToCarryOn(NotNow):
    """No claim of the publicity stands where this act is possible."""

    def __init__(self, act: ClaimAct):
        super().__init__(f"这次公示里没有可以{act.value}的申领；请刷新页面看最新状态。")
        self.act = act
