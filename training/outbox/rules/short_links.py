"""The short links that messages carry."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ShortLinks:
    """Where the links of messages lead, and the chance that makes each of them unlike every other."""

    public_url: str
    new_token: Callable[[], str]

    def to(self, token: str) -> str:
        return f"{self.public_url}/t/{token}" if token else ""


@dataclass(frozen=True)
class LinkDraft:
    """The link of one message: to a day of a class, or without one to the claim."""

    token: str
    message_id: int
    enrolment_id: int
    expires_at: datetime
    held_on: date | None = None


TOKEN_BYTES = 8
"""An SMS is paid by its length; nobody guesses so many, and a link opens nothing without the sign-in."""


NO_LINKS = ShortLinks("", str)
"""For messages without a link: there is no token."""
