"""The SMS of a follow-up: its template, and the key by which it is written once a step."""

from uuid import UUID

TEMPLATE = "follow_up_asked"


def dedupe_key(public_id: UUID) -> str:
    return f"{TEMPLATE}:{public_id}"


def step_of(key: str) -> UUID | None:
    """Whose message it is; None for a key of something else."""
    kind, _, said = key.partition(":")
    try:
        return UUID(said) if kind == TEMPLATE else None
    except ValueError:
        return None
