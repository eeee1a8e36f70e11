"""What the subject asks of the chat when it has to know who a member of staff is."""

from typing import Protocol


class SignInFailed(Exception):
    """The platform did not say who it is; the message is Chinese and says what this person can do."""


class SignInHost(Protocol):
    """The chat's platform, where it says who somebody is."""

    organisation: str
    """Its number there, for which the platform's own app asks; empty: nobody signs in by that app."""

    def address(self, back: str, state: str) -> str:
        """Where a browser goes to sign in; it comes back to `back` with `state` and a code."""
        ...

    def member_of_login(self, code: str) -> str:
        """The id in the chat behind a code that a browser brought back; empty for no member.

        Raises SignInFailed.
        """
        ...

    def member_of_client(self, code: str) -> str:
        """The same, behind a code that the platform's own app gave to a page in it; raises SignInFailed."""
        ...
