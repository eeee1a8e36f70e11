"""收支台账: signs, balances and what may be reversed (R66)."""

from collections.abc import Iterable

from training.ledgers.terms import EntryKind

OUTGOING = frozenset({EntryKind.PAID})
"""What is below 0; 结转 and 冲正 may be either."""


def balance(amounts: Iterable[int]) -> int:
    """余额 in fen: nothing but the sum of what came and went."""
    return sum(amounts)


def sign_fits(kind: EntryKind, amount_fen: int) -> bool:
    """拨付 is below 0, 下达 and 追回 above it; 结转 and 冲正 go either way, and nothing is 0."""
    if amount_fen == 0:
        return False
    if kind in (EntryKind.CARRIED, EntryKind.REVERSED):
        return True
    return (amount_fen < 0) == (kind in OUTGOING)
