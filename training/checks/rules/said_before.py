"""A word in the chat is about the check that was shown when it was said, and about no later one."""

from datetime import datetime, timedelta

CLOCKS_APART = timedelta(seconds=5)
"""The chat's clock and ours may differ by so much; nobody sees a check and writes about it sooner."""


def was_said_before(said_at: datetime | None, shown_at: datetime) -> bool:
    """Whether it was said before that check was shown; what has no time of its own was said now."""
    return said_at is not None and shown_at - said_at > CLOCKS_APART
