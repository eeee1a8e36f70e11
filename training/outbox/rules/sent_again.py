"""A message that is sent again has a key made of the one it follows, so that it is sent again once."""

from uuid import UUID

MARK = "retry:"


def key_of_next(public_id: UUID) -> str:
    """The key of the message that is written for this one."""
    return f"{MARK}{public_id}"


def predecessor_in(dedupe_key: str) -> UUID | None:
    """The message that one with this key was written for; None of one that was written for itself."""
    return UUID(dedupe_key.removeprefix(MARK)) if dedupe_key.startswith(MARK) else None
