"""A worker takes the next message that is to be sent; nobody else gets it while its lease lasts."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from training.delivery.acts.move_message import move_message
from training.delivery.acts.note_attempt import note_attempt
from training.delivery.acts.take_slot import Pace, take_slot
from training.delivery.rules.message_delivery import LEASE, LOOK_UP_AFTER, Step
from training.delivery.views.has_waiting import waiting_messages
from training.delivery.views.reason_to_cancel import reason_to_cancel
from training.outbox.rules.message_limits import LIKE_SPAN, MOST_LIKE_MESSAGES, is_one_too_many
from training.outbox.rules.message_states import CODES
from training.outbox.terms import MessageState
from training.records.moments import is_recent
from training.records.outbox.messages import OutgoingMessage

TOO_MANY = f"24 小时内已给这个号码发过 {MOST_LIKE_MESSAGES} 条同类短信"
ON_THE_WAY = (MessageState.SENDING, MessageState.UNKNOWN)


def take_waiting_message(session: Session, pace: Pace, *, now: datetime) -> OutgoingMessage | None:
    """Hold the most urgent message under a lease; None where there is none or the channel must wait.

    What is not wanted any more is cancelled on the way, with the reason.
    """
    if not take_slot(session, pace, now=now):
        return None
    while (message := _next(session, now)) is not None:
        reason = _reason_to_cancel(session, message, now)
        if reason is None and _has_to_wait(session, message, now):
            message.due_at = now + LOOK_UP_AFTER
            session.flush()
            continue
        if reason is None:
            return _hold(message, pace.provider, now)
        move_message(message, Step(MessageState.CANCELLED), now=now)
        note_attempt(session, message, "cancelled", now=now, fault=reason)
        session.flush()
    return None


def _next(session: Session, now: datetime) -> OutgoingMessage | None:
    return session.scalars(waiting_messages(now).with_for_update(skip_locked=True)).first()


def _reason_to_cancel(session: Session, message: OutgoingMessage, now: datetime) -> str | None:
    if message.phone is None or message.parameters is None:
        return "号码或内容已清除"
    # Login codes have limits of their own, where they are asked for.
    if message.template not in CODES and is_one_too_many(_like_messages(session, message, now)):
        return TOO_MANY
    return reason_to_cancel(session, message, now=now)


def _has_to_wait(session: Session, message: OutgoingMessage, now: datetime) -> bool:
    """Whether those that nobody knows to be sent may be its phone's share: an outage cancels nothing."""
    if message.template in CODES:
        return False
    is_on_the_way = OutgoingMessage.state.in_(ON_THE_WAY)
    doubtful = and_(is_on_the_way, is_recent(OutgoingMessage.attempted_at, LIKE_SPAN, now))
    return is_one_too_many(_like_messages(session, message, now, doubtful))


def _like_messages(
    session: Session, message: OutgoingMessage, now: datetime, also: ColumnElement[bool] | None = None
) -> int:
    was_sent = is_recent(OutgoingMessage.sent_at, LIKE_SPAN, now)
    like = select(func.count()).where(
        OutgoingMessage.phone_index == message.phone_index,
        OutgoingMessage.template == message.template,
        OutgoingMessage.id != message.id,
        was_sent if also is None else or_(was_sent, also),
    )
    return session.scalar(like) or 0


def _hold(message: OutgoingMessage, provider: str, now: datetime) -> OutgoingMessage:
    move_message(message, Step(MessageState.SENDING), now=now)
    message.leased_until = now + LEASE
    message.attempts += 1
    message.attempted_at = now
    message.provider = provider
    message.reference = ""
    return message
