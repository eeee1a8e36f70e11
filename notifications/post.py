"""What delivery needs from outside, and a message as a worker holds it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from notifications.messages import text_of
from training.backups.making import Shelf
from training.database import Database
from training.delivery.acts.take_slot import Pace
from training.delivery.rules.attempt import Attempt
from training.ports.files import PaperStore, SweptStore
from training.ports.sms import Sms, SmsSender
from training.records.outbox.messages import OutgoingMessage

Clock = Callable[[], datetime]


class Wording(NamedTuple):
    """How this installation words its messages."""

    signature: str
    with_link: bool


class KeptLogs(NamedTuple):
    """安全日志: the folder, and how long each day of it stays."""

    folder: Path
    days: timedelta


@dataclass(frozen=True)
class Post:
    """Everything that delivery needs from outside; made by the composition."""

    database: Database
    sender: SmsSender
    clock: Clock
    jitter: Callable[[], int]
    """A whole percent, drawn anew each time."""
    wording: Wording
    per_second: int
    public_url: str = ""
    """What a link in a message begins with; for whoever plans messages."""
    files: SweptStore | None = None
    """Where evidence and papers are kept; None where nobody sweeps it."""
    pictures: PaperStore | None = None
    """The same place, as pictures of checks are kept there, sealed; None where nobody seals them."""
    logs: KeptLogs | None = None
    """Where security events are kept, in files of ours."""
    backups: Shelf | None = None
    """Where the night's backup goes; None where nobody wants one."""
    papers: PaperStore | None = None
    """The same place as `files`, sealed, for what was uploaded; None where nobody reads uploads."""

    @property
    def pace(self) -> Pace:
        return Pace(self.sender.provider, self.per_second)


class Leased(NamedTuple):
    """A message in the hands of this worker."""

    attempt: Attempt
    message: Sms


def leased(
    message: OutgoingMessage, wording: Wording, now: datetime, earlier: frozenset[str] = frozenset()
) -> Leased:
    """The message as a sender needs it, rendered in our words."""
    parameters = json.loads(message.parameters or "{}")
    sms = Sms(
        public_id=message.public_id,
        phone=message.phone or "",
        template=message.template,
        parameters=parameters,
        text=_words(message.template, parameters, wording),
        attempted_at=message.attempted_at or message.written_at,
        valid_for=message.expires_at - now,
        reference=message.reference,
        earlier=earlier,
    )
    return Leased(Attempt(message.id, message.attempts), sms)


def _words(template: str, parameters: Mapping[str, str], wording: Wording) -> str:
    """Nothing where the parameters are gone, or do not fit: one bad row must not stop all others."""
    try:
        return text_of(template, parameters, wording.signature, with_link=wording.with_link)
    except KeyError:
        return ""
