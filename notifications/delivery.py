"""Empties the outbox: claim, send, record. The transaction is closed before the slow call."""

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from notifications.messages import text_of
from training.database import Database
from training.ports import SmsRefused, SmsSender, SmsUnavailable, SmsUnclear
from training.records import DeliveryAttempt, OutgoingMessage
from training.terms import MessageState

# Longer than the slowest sender may take; a worker that died lets go of its message after this.
LEASE = timedelta(minutes=1)
FIRST_PAUSE = timedelta(seconds=5)
SIGNATURE = "查班"
STATES = {
    "sent": MessageState.SENT,
    "refused": MessageState.REJECTED,
    "unclear": MessageState.UNKNOWN,
}

log = logging.getLogger("chaban.delivery")
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class _Claimed:
    message_id: int
    phone: str
    text: str


@dataclass(frozen=True)
class _Attempt:
    outcome: str
    reference: str = ""
    fault: str = ""

    @property
    def settles(self) -> bool:
        return self.outcome != "unavailable"


def deliver_waiting(database: Database, sender: SmsSender, clock: Clock) -> int:
    """Send every message that waits, one claim at a time, and say how many were attempted.

    Several workers may run: each message is claimed by one. A message whose worker died after the provider
    took it is sent again; one whose sending was unclear is not.
    """
    attempted = 0
    _settle_expired(database, clock())
    while claimed := _claim(database, clock()):
        attempt = _send(sender, claimed)
        _record(database, claimed, attempt, clock())
        attempted += 1
    return attempted


def _claim(database: Database, now: datetime) -> _Claimed | None:
    with database.reading() as session:
        if session.scalar(_waiting(now).with_only_columns(OutgoingMessage.id)) is None:
            return None
    with database.writing() as session:
        message = session.scalars(_waiting(now).with_for_update(skip_locked=True)).first()
        if message is None or message.phone is None or message.parameters is None:
            return None
        message.leased_until = now + LEASE
        message.state = MessageState.SENDING
        message.attempts += 1
        text = text_of(message.template, json.loads(message.parameters), SIGNATURE)
        return _Claimed(message.id, message.phone, text)


def _waiting(now: datetime) -> Select[OutgoingMessage]:
    return (
        select(OutgoingMessage)
        .where(OutgoingMessage.settled_at.is_(None), OutgoingMessage.expires_at > now)
        .where(or_(OutgoingMessage.leased_until.is_(None), OutgoingMessage.leased_until <= now))
        .order_by(OutgoingMessage.id)
        .limit(1)
    )


def _send(sender: SmsSender, claimed: _Claimed) -> _Attempt:
    try:
        return _Attempt("sent", reference=sender.send(claimed.phone, claimed.text))
    except SmsRefused as refusal:
        return _Attempt("refused", fault=str(refusal))
    except SmsUnclear as doubt:
        return _Attempt("unclear", fault=str(doubt))
    except SmsUnavailable as fault:
        return _Attempt("unavailable", fault=str(fault))


def _record(database: Database, claimed: _Claimed, attempt: _Attempt, now: datetime) -> None:
    with database.writing() as session:
        message = session.get_one(OutgoingMessage, claimed.message_id)
        if attempt.fault:
            log.warning("message %s %s: %s", message.public_id, attempt.outcome, attempt.fault)
        session.add(_row(message, attempt, now))
        if attempt.settles:
            _settle(message, STATES[attempt.outcome], now)
            message.reference = attempt.reference
        else:
            message.state = MessageState.CREATED
            message.leased_until = now + FIRST_PAUSE * 2 ** _attempts_before(session, message)


def _attempts_before(session: Session, message: OutgoingMessage) -> int:
    with session.no_autoflush:
        own = select(DeliveryAttempt.id).where(DeliveryAttempt.message_id == message.id)
        return len(session.scalars(own).all())


def _settle_expired(database: Database, now: datetime) -> None:
    expired = select(OutgoingMessage).where(
        OutgoingMessage.settled_at.is_(None), OutgoingMessage.expires_at <= now
    )
    with database.reading() as session:
        if session.scalar(expired.with_only_columns(OutgoingMessage.id).limit(1)) is None:
            return
    with database.writing() as session:
        for message in session.scalars(expired.with_for_update(skip_locked=True)):
            session.add(_row(message, _Attempt("expired"), now))
            _settle(message, MessageState.EXPIRED, now)


def _row(message: OutgoingMessage, attempt: _Attempt, now: datetime) -> DeliveryAttempt:
    return DeliveryAttempt(
        message_id=message.id,
        attempted_at=now,
        outcome=attempt.outcome,
        reference=attempt.reference,
        fault=attempt.fault,
    )


def _settle(message: OutgoingMessage, state: MessageState, now: datetime) -> None:
    message.state = state
    message.settled_at = now
    message.parameters = None
