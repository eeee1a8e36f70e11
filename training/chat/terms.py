"""The words of the chat."""

from enum import StrEnum


class UsageKind(StrEnum):
    """What the chat's platform counts against an organisation's month."""

    CALLS = "calls"
    """Calls of its interfaces, of the kinds that count."""
    MESSAGES = "messages"
    """Messages pushed to us, and answers by the address that came with them."""


class TodoKind(StrEnum):
    """待办: what is owed."""

    CHECK = "查班"
    FEEDBACK = "反馈"
    CONFIRMATION = "二人确认"
