"""What the subject asks of whoever knows who a member of staff is."""

from typing import Protocol


class SignInFailed(Exception):
    """DingTalk did not say who it is; the message is Chinese and says what this person can do."""


class SignInHost(Protocol):
    """DingTalk, where it says who somebody is."""

    def address(self, back: str, state: str) -> str:
        """Where a browser goes to sign in; it comes back to `back` with `state` and a code."""
        ...

    def member_of_login(self, code: str) -> str:
        """The userid behind a code that a browser brought back; empty for no member of the organisation.

        Raises SignInFailed.
        """
        ...

    def member_of_client(self, code: str) -> str:
        """The userid behind a code that DingTalk's own app gave to a page in it; raises SignInFailed."""
        ...
