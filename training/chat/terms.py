"""The words of the chat."""

from enum import StrEnum


class UsageKind(StrEnum):
    """What the chat's platform counts against an organisation's month."""

    CALLS = "calls"
    """Calls of its interfaces, of the kinds that count."""
    MESSAGES = "messages"
    """Messages pushed to us, and answers by the address that came with them."""


class TodoKind(StrEnum):
    """What is owed, as the chat's platform is told of it: by a task (待办), or by an event (日程)."""

    CHECK = "查班"
    FEEDBACK = "反馈"
    CONFIRMATION = "二人确认"
    ORDER = "查班任务"
    """What a round gave to somebody: it has its hours, so it stands in a calendar."""


TODOS = frozenset({TodoKind.CHECK, TodoKind.FEEDBACK, TodoKind.CONFIRMATION})
EVENTS = frozenset({TodoKind.ORDER})
