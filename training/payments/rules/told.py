"""The SMS to whoever was paid: its template, and the key by which it is written once a payment (R22)."""

from uuid import UUID

TEMPLATE = "subsidy_paid"


def told_key(payment: UUID, line: UUID) -> str:
    """A payment that is recorded anew after it was undone is another one, and told again."""
    return f"{TEMPLATE}:{payment}:{line}"


def line_told_of(key: str) -> UUID | None:
    """Whose subsidy the message is about; None for a key of something else."""
    kind, _, said = key.partition(":")
    try:
        return UUID(said.rpartition(":")[2]) if kind == TEMPLATE else None
    except ValueError:
        return None
