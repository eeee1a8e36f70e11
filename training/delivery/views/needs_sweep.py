"""Messages that were lost, came too late, or are in doubt for good."""

from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from training.delivery.rules.message_delivery import DOUBT_ENDS_AFTER, LEASE
from training.outbox.rules.message_states import CODES
from training.outbox.terms import MessageState
from training.people.rules.login_codes import CODE_LASTS
from training.records.moments import has_come
from training.records.outbox.messages import MessageReceipt, OutgoingMessage


def lost_messages(now: datetime) -> Select[OutgoingMessage]:
    held = select(OutgoingMessage).where(OutgoingMessage.state == MessageState.SENDING)
    is_over = has_come(OutgoingMessage.leased_until, LEASE, now)
    return held.where(or_(OutgoingMessage.leased_until.is_(None), is_over))


def late_messages(now: datetime) -> Select[OutgoingMessage]:
    waiting = select(OutgoingMessage).where(OutgoingMessage.state == MessageState.CREATED)
    # Of a clock that ran ahead: such a code opens nothing, and would go out for as long as the clock was.
    is_odd = and_(OutgoingMessage.template.in_(CODES), OutgoingMessage.written_at > now + CODE_LASTS)
    return waiting.where(or_(OutgoingMessage.expires_at <= now, is_odd))


def messages_with_receipts() -> Select[OutgoingMessage]:
    waiting = select(MessageReceipt.message_id).where(MessageReceipt.applied_at.is_(None))
    settled_enough = OutgoingMessage.state != MessageState.SENDING
    return select(OutgoingMessage).where(OutgoingMessage.id.in_(waiting), settled_enough)


def messages_past_asking(now: datetime) -> Select[OutgoingMessage]:
    """In doubt and of no use any more, but never asked about: its provider was exchanged for another."""
    doubtful = select(OutgoingMessage).where(OutgoingMessage.state == MessageState.UNKNOWN)
    too_old = OutgoingMessage.expires_at <= now - DOUBT_ENDS_AFTER
    return doubtful.where(too_old, OutgoingMessage.settled_at.is_(None))


def needs_sweep(session: Session, *, now: datetime) -> bool:
    """Whether `sweep` has anything to do."""
    kinds = (late_messages(now), lost_messages(now), messages_past_asking(now), messages_with_receipts())
    return any(session.scalar(each.with_only_columns(OutgoingMessage.id).limit(1)) for each in kinds)
