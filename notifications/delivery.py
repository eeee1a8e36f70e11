"""Empties the outbox: take, send, record. The transaction is closed before the slow call.

The row is the record; this loop may die at any instruction. What it held is found by the sweep, and what the
provider may have taken is looked up there before it is sent again.
"""

import logging
from datetime import datetime
from threading import Event

from notifications.look_ups import look_up_doubtful
from notifications.post import Leased, Post, leased
from training.delivery.acts.record_failure import record_failure
from training.delivery.acts.record_taken import record_taken
from training.delivery.acts.sweep import sweep
from training.delivery.acts.take_waiting_message import take_waiting_message
from training.delivery.rules.message_delivery import LEASE
from training.delivery.views.has_doubtful import has_doubtful
from training.delivery.views.has_waiting import has_waiting
from training.delivery.views.needs_sweep import needs_sweep
from training.outbox.terms import SmsTrouble
from training.ports.sms import Sms, SmsFailed, SmsSender, SmsTaken

SLOT_SECONDS = 0.1

log = logging.getLogger("chaban.delivery")


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

    Several workers may run: each message is taken by one. `stop` ends it after the message in hand.
    """
    stop = stop or Event()
    sweep_outbox(post)
    look_up_doubtful(post, stop)
    attempted, held = 0, None if stop.is_set() else _take(post)
    while held is not None:
        answer = _send(post, held)
        attempted, held = attempted + 1, _record(post, held, answer, goes_on=not stop.is_set())
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


def _take(post: Post) -> Leased | None:
    now = post.clock()
    with post.database.reading() as session:
        if not has_waiting(session, post.sender.provider, now=now):
            return None
    with post.database.writing() as session:
        message = take_waiting_message(session, post.pace, now=now)
        return leased(message, post.wording, now) if message else None


def _send(post: Post, held: Leased) -> SmsTaken | SmsFailed:
    # The supplier may take ten seconds. No session is open here, or every slow message holds a connection.
    try:
        _refuse_after_sleep(held.message, post.clock())
        return _hand_over(post.sender, held.message)
    except SmsFailed as fault:
        log.warning("message %s: %s, %s", held.message.public_id, fault.trouble, fault.code)
        return fault


def _refuse_after_sleep(message: Sms, now: datetime) -> None:
    """A worker that slept since it took the message, with its machine, may have lost it to another by now."""
    if now - message.attempted_at >= LEASE / 2:
        raise SmsFailed(SmsTrouble.BACK_OFF, "not handed over: the worker slept")


def _hand_over(sender: SmsSender, message: Sms) -> SmsTaken:
    if not message.text:
        raise SmsFailed(SmsTrouble.REJECTED, f"no words for template {message.template}")
    return sender.send(message)


def _record(post: Post, held: Leased, answer: SmsTaken | SmsFailed, *, goes_on: bool) -> Leased | None:
    """Keep the answer and take the next message, in one transaction: half as many waits for the disk."""
    now = post.clock()
    with post.database.writing() as session:
        if isinstance(answer, SmsTaken):
            record_taken(session, held.attempt, answer, jitter=post.jitter(), now=now)
        else:
            record_failure(session, held.attempt, answer, jitter=post.jitter(), now=now)
        message = take_waiting_message(session, post.pace, now=now) if goes_on else None
        return leased(message, post.wording, now) if message else None
