"""A wish in the hands of one bot."""

from dataclasses import dataclass

from training.meetings.rules.meetings import MOST_ATTEMPTS
from training.meetings.terms import WishKind


@dataclass(frozen=True)
class TakenWish:
    """One wish with what the vendor has to be told of it; values that need no database."""

    key: int
    kind: WishKind
    meeting_id: int
    conference_id: str
    title: str
    host_chat_id: str
    host_account_id: str
    """Empty until it was looked up."""
    was_unclear: bool
    """An earlier attempt may have done it."""
    attempt: int
    """Whoever comes back with an earlier one has lost the wish to another bot."""

    @property
    def is_worn_out(self) -> bool:
        """Whether it killed its bots too often to be tried again."""
        return self.attempt > MOST_ATTEMPTS[self.kind]
