"""What the subject asks of the outside world."""

from typing import Protocol


class SmsRefused(Exception):
    """The provider says no for good; the message says why, without the number or the text."""


class SmsUnavailable(Exception):
    """The provider certainly did not take the message; trying again later is safe."""


class SmsUnclear(Exception):
    """Nobody knows whether the provider took the message; trying again may send it twice."""


class SmsSender(Protocol):
    """Hands a text to a phone (11 digits of mainland China)."""

    def send(self, phone: str, text: str) -> str:
        """Give the provider's own number of the message; raise SmsRefused, SmsUnavailable or SmsUnclear."""
        ...
