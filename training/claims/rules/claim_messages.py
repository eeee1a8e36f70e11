"""The SMS about a claim: their templates, the key that names claim and act, and what ends their truth."""

from uuid import UUID

from training.claims.terms import ClaimAct

DECIDED, RETURNED = "claim_decided", "claim_returned"
TEMPLATES = (DECIDED, RETURNED)
OVERTAKES = frozenset(
    {
        ClaimAct.SUBMIT,
        ClaimAct.WITHDRAW,
        ClaimAct.GIVE_UP,
        ClaimAct.RETURN,
        ClaimAct.APPROVE,
        ClaimAct.REJECT,
        ClaimAct.SEND_BACK,
        ClaimAct.UPHOLD,
        ClaimAct.RECOVER,
    }
)
"""After one of these what was told of an earlier act is true no longer. Of money the payment tells itself."""


def claim_key(template: str, claim: UUID, ordinal: int) -> str:
    """`ordinal`: of the act that the message tells."""
    return f"{template}:{claim}:{ordinal}"


def claim_act_of(key: str) -> tuple[UUID, int] | None:
    """Which claim, and which act of it; None for a key of something else."""
    kind, _, said = key.partition(":")
    claim, _, ordinal = said.partition(":")
    try:
        return (UUID(claim), int(ordinal)) if kind in TEMPLATES else None
    except ValueError:
        return None
