"""What the subject asks of a provider of SMS."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from training.outbox.terms import SmsFate, SmsTrouble


@dataclass(frozen=True)
class Sms:
    """One message on its way out: each provider takes from it what it understands."""

    public_id: UUID
    """Ours, handed to the provider as the reference that its receipts bring back."""
    phone: str
    """11 digits of mainland China."""
    template: str
    parameters: Mapping[str, str]
    text: str
    """The same as rendered words; empty where the parameters are gone."""
    attempted_at: datetime
    """When the latest attempt began."""
    valid_for: timedelta
    reference: str = ""
    """The provider's own number, where it is known already."""
    earlier: frozenset[str] = frozenset()
    """The provider's numbers of earlier attempts, which came to nothing."""


@dataclass(frozen=True)
class SmsTaken:
    """The provider took the message; `segments` is what it bills."""

    reference: str
    segments: int


@dataclass(frozen=True)
class SmsReport:
    """What the provider says of a message; `is_known` is False for a code that no table lists."""

    fate: SmsFate
    reference: str = ""
    code: str = ""
    segments: int = 0
    channel: SmsTrouble | None = None
    """What it says of the whole channel."""
    has_opted_out: bool = False
    """The owner of the number wants no more messages."""
    is_known: bool = True


class SmsFailed(Exception):
    """The message was not handed over; `code` is the provider's, never the number or the text."""

    def __init__(self, trouble: SmsTrouble, code: str, *, is_known: bool = True):
        super().__init__(code)
        self.trouble = trouble
        self.code = code
        self.is_known = is_known


class SmsSender(Protocol):
    """Hands messages to one provider, which `provider` names."""

    provider: str

    def send(self, message: Sms) -> SmsTaken:
        """Hand the message over; raises SmsFailed."""
        ...

    def look_up(self, message: Sms) -> SmsReport | None:
        """What became of a message that may have been taken; None where the provider never had it.

        Raises SmsFailed where that cannot be known now.
        """
        ...


class BadSignature(Exception):
    """Whoever sent this is not the provider."""


class SmsReceipts(Protocol):
    """Reads the receipts that a provider sends to an address of ours."""

    def read(self, address: str, fields: Mapping[str, list[str]], signature: str) -> SmsReport:
        """Check the signature over everything that came; raises BadSignature."""
        ...
