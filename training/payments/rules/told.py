"""The SMS to whoever was paid: its template, and the key by which it is written once a payment (R22)."""

from uuid import UUID

TEMPLATE = "subsidy_paid"


def told_key(payment: UUID, line: UUID) -> str:
    """A payment that is recorded anew after it was undone is another one, and told again."""
    return f"{TEMPLATE}:{payment}:{line}"


def told_of(key: str) -> tuple[UUID, UUID] | None:
    """By which payment, and of whose subsidy the message tells; None for a key of something else."""
    kind, _, said = key.partition(":")
    payment, _, line = said.partition(":")
    try:
        return (UUID(payment), UUID(line)) if kind == TEMPLATE else None
    except ValueError:
        return None
