"""Find what a dead worker held, what came too late, and what must be looked up at the provider."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from training.delivery.acts.apply_receipts import apply_receipts, apply_report
from training.delivery.acts.move_message import move_message, note_attempt, settle_message, standing_of
from training.delivery.acts.sms_channel import note_report
from training.delivery.rules.message_delivery import (
    DOUBT_ENDS_AFTER,
    LEASE,
    Step,
    after_nothing_found,
    next_doubt,
)
from training.notice.terms import MessageState
from training.ports.sms import SmsReport
from training.records.outbox.messages import MessageReceipt, OutgoingMessage

MOST_AT_ONCE = 500


def needs_sweep(session: Session, *, now: datetime) -> bool:
    """Whether `sweep` has anything to do."""
    kinds = (_too_late(now), _lost(now), _past_asking(now), _with_receipts())
    return any(session.scalar(each.with_only_columns(OutgoingMessage.id).limit(1)) for each in kinds)


def sweep(session: Session, *, jitter: int, now: datetime) -> None:
    """Settle what is of no use any more and take back what a dead worker held.

    The provider may have taken such a message, so it becomes unknown and is looked up.
    """
    for message in _some(session, _lost(now)):
        note_attempt(session, message, "lost", now=now)
        move_message(message, Step(MessageState.UNKNOWN, look_up_at=now), now=now)
    for message in _some(session, _too_late(now)):
        note_attempt(session, message, "expired", now=now)
        move_message(message, Step(MessageState.EXPIRED), now=now)
    for message in _some(session, _past_asking(now)):
        message.look_up_at = None
        settle_message(message, now=now)
    session.flush()
    for message in _some(session, _with_receipts()):
        apply_receipts(session, message, jitter=jitter, now=now)


def has_doubtful(session: Session, provider: str, *, now: datetime) -> bool:
    doubtful = _doubtful(provider, now).with_only_columns(OutgoingMessage.id)
    return session.scalar(doubtful.limit(1)) is not None


def claim_look_up(session: Session, provider: str, *, now: datetime) -> OutgoingMessage | None:
    """Take a message that must be looked up; others leave it alone for a minute."""
    oldest = _doubtful(provider, now).order_by(OutgoingMessage.look_up_at, OutgoingMessage.id).limit(1)
    message = session.scalars(oldest.with_for_update(skip_locked=True)).first()
    if message is not None:
        message.look_up_at = now + LEASE
    return message


def record_look_up(
    session: Session, message_id: int, report: SmsReport | None, *, jitter: int, now: datetime
) -> None:
    """Apply what the provider answered; `report` is None where it never had the message."""
    message = session.get_one(OutgoingMessage, message_id, with_for_update=True)
    said = f"{report.fate.value} {report.code}".strip() if report else "never taken"
    note_attempt(session, message, "looked_up", now=now, fault=said)
    if report is not None:
        note_report(session, message, report, now=now)
        apply_report(session, message, report, jitter=jitter, now=now)
    elif message.state is MessageState.UNKNOWN:
        move_message(message, after_nothing_found(standing_of(message), now), now=now)
    else:
        message.look_up_at = None


def record_no_answer(session: Session, message_id: int, code: str, *, now: datetime) -> None:
    """The provider cannot tell now: ask again while the message is of use, then leave it unknown for good."""
    message = session.get_one(OutgoingMessage, message_id, with_for_update=True)
    note_attempt(session, message, "looked_up", now=now, fault=code)
    message.look_up_at = next_doubt(standing_of(message), now)
    if message.look_up_at is None and message.state is MessageState.UNKNOWN:
        settle_message(message, now=now)


def _some(session: Session, wanted: Select[OutgoingMessage]) -> Iterable[OutgoingMessage]:
    return session.scalars(wanted.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()


def _too_late(now: datetime) -> Select[OutgoingMessage]:
    waiting = select(OutgoingMessage).where(OutgoingMessage.state == MessageState.CREATED)
    return waiting.where(OutgoingMessage.expires_at <= now)


def _lost(now: datetime) -> Select[OutgoingMessage]:
    held = select(OutgoingMessage).where(OutgoingMessage.state == MessageState.SENDING)
    return held.where(or_(OutgoingMessage.leased_until.is_(None), OutgoingMessage.leased_until <= now))


def _past_asking(now: datetime) -> Select[OutgoingMessage]:
    """In doubt and of no use any more, but never asked about: its provider was exchanged for another."""
    doubtful = select(OutgoingMessage).where(OutgoingMessage.state == MessageState.UNKNOWN)
    too_old = OutgoingMessage.expires_at <= now - DOUBT_ENDS_AFTER
    return doubtful.where(too_old, OutgoingMessage.settled_at.is_(None))


def _with_receipts() -> Select[OutgoingMessage]:
    waiting = select(MessageReceipt.message_id).where(MessageReceipt.applied_at.is_(None))
    settled_enough = OutgoingMessage.state != MessageState.SENDING
    return select(OutgoingMessage).where(OutgoingMessage.id.in_(waiting), settled_enough)


def _doubtful(provider: str, now: datetime) -> Select[OutgoingMessage]:
    """Only what this provider may have: nobody else can tell."""
    own = select(OutgoingMessage).where(OutgoingMessage.provider == provider)
    return own.where(OutgoingMessage.look_up_at <= now)
