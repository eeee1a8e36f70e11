"""Empties the outbox: claim, send, record. The transaction is closed before the slow call.

The row is the record; this loop may die at any instruction. What it held is found by the sweep, and what the
provider may have taken is looked up there before it is sent again.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Event
from typing import NamedTuple

from notifications.messages import text_of
from training.database import Database
from training.ports import Sms, SmsFailed, SmsSender, SmsTaken
from training.records import OutgoingMessage
from training.services.apply_receipts import earlier_references
from training.services.claim_message import claim_message, has_waiting
from training.services.record_sending import Attempt, record_failure, record_taken
from training.services.sms_channel import Pace
from training.services.sweep_messages import (
    claim_look_up,
    has_doubtful,
    needs_sweep,
    record_look_up,
    record_no_answer,
    sweep,
)
from training.terms import SmsTrouble

SLOT_SECONDS = 0.1

log = logging.getLogger("chaban.delivery")
Clock = Callable[[], datetime]


class Wording(NamedTuple):
    """How this installation words its messages."""

    signature: str
    with_link: bool


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

    @property
    def pace(self) -> Pace:
        return Pace(self.sender.provider, self.per_second)


class _Claimed(NamedTuple):
    attempt: Attempt
    message: Sms


def is_anything_due(post: Post) -> bool:
    """Whether a round would do something; one short reading, asked twice a second."""
    now, provider = post.clock(), post.sender.provider
    with post.database.reading() as session:
        return (
            has_waiting(session, provider, now=now)
            or needs_sweep(session, now=now)
            or has_doubtful(session, provider, now=now)
        )


def deliver_waiting(post: Post, stop: Event | None = None) -> int:
    """Sweep, look up what is doubtful, send what waits; says how many were attempted.

    Several workers may run: each message is claimed by one. `stop` ends it after the message in hand.
    """
    stop = stop or Event()
    sweep_outbox(post)
    look_up_doubtful(post, stop)
    attempted, claimed = 0, None if stop.is_set() else _claim(post)
    while claimed is not None:
        answer = _send(post.sender, claimed)
        attempted, claimed = attempted + 1, _record(post, claimed, answer, goes_on=not stop.is_set())
    return attempted


def deliver_everything(post: Post, stop: Event) -> None:
    """Rounds until nothing is due any more, also where the rate makes the rest wait."""
    while not stop.is_set() and is_anything_due(post):
        deliver_waiting(post, stop)
        stop.wait(SLOT_SECONDS)


def sweep_outbox(post: Post) -> None:
    with post.database.reading() as session:
        if not needs_sweep(session, now=post.clock()):
            return
    with post.database.writing() as session:
        sweep(session, jitter=post.jitter(), now=post.clock())


def look_up_doubtful(post: Post, stop: Event) -> None:
    """Ask the provider about every message that may or may not have gone out."""
    while not stop.is_set() and (doubtful := _claim_look_up(post)) is not None:
        _look_up(post, doubtful)


def _claim(post: Post) -> _Claimed | None:
    now = post.clock()
    with post.database.reading() as session:
        if not has_waiting(session, post.sender.provider, now=now):
            return None
    with post.database.writing() as session:
        message = claim_message(session, post.pace, now=now)
        return message and _claimed(message, post.wording, now)


def _claimed(
    message: OutgoingMessage, wording: Wording, now: datetime, earlier: frozenset[str] = frozenset()
) -> _Claimed:
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
    return _Claimed(Attempt(message.id, message.attempts), sms)


def _words(template: str, parameters: Mapping[str, str], wording: Wording) -> str:
    """Nothing where the parameters are gone, or do not fit: one bad row must not stop all others."""
    try:
        return text_of(template, parameters, wording.signature, with_link=wording.with_link)
    except KeyError:
        return ""


def _send(sender: SmsSender, claimed: _Claimed) -> SmsTaken | SmsFailed:
    # The supplier may take ten seconds. No session is open here, or every slow message holds a connection.
    try:
        return _hand_over(sender, claimed.message)
    except SmsFailed as fault:
        log.warning("message %s: %s, %s", claimed.message.public_id, fault.trouble, fault.code)
        return fault


def _hand_over(sender: SmsSender, message: Sms) -> SmsTaken:
    if not message.text:
        raise SmsFailed(SmsTrouble.REJECTED, f"no words for template {message.template}")
    return sender.send(message)


def _record(post: Post, claimed: _Claimed, answer: SmsTaken | SmsFailed, *, goes_on: bool) -> _Claimed | None:
    """Keep the answer and take the next message, in one transaction: half as many waits for the disk."""
    now = post.clock()
    with post.database.writing() as session:
        if isinstance(answer, SmsTaken):
            record_taken(session, claimed.attempt, answer, jitter=post.jitter(), now=now)
        else:
            record_failure(session, claimed.attempt, answer, jitter=post.jitter(), now=now)
        message = claim_message(session, post.pace, now=now) if goes_on else None
        return message and _claimed(message, post.wording, now)


def _claim_look_up(post: Post) -> _Claimed | None:
    now, provider = post.clock(), post.sender.provider
    with post.database.reading() as session:
        if not has_doubtful(session, provider, now=now):
            return None
    with post.database.writing() as session:
        message = claim_look_up(session, provider, now=now)
        if message is None:
            return None
        return _claimed(message, post.wording, now, earlier_references(session, message))


def _look_up(post: Post, doubtful: _Claimed) -> None:
    message_id = doubtful.attempt.message_id
    try:
        report = post.sender.look_up(doubtful.message)
    except SmsFailed as fault:
        with post.database.writing() as session:
            record_no_answer(session, message_id, fault.code, now=post.clock())
    else:
        with post.database.writing() as session:
            record_look_up(session, message_id, report, jitter=post.jitter(), now=post.clock())
