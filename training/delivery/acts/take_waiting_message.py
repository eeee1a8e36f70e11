"""A worker takes the next message that is to be sent; nobody else gets it while its lease lasts."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
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


class _Like(NamedTuple):
    """Messages of the same template to the same phone within a day."""

    sent: int
    doubtful: int
    """On their way, or nobody knows whether they went."""


def take_waiting_message(session: Session, pace: Pace, *, now: datetime) -> OutgoingMessage | None:
    """Hold the most urgent message under a lease; None where there is none or the channel must wait.

    What is not wanted any more is cancelled on the way, with the reason.
    """
    if not take_slot(session, pace, now=now):
        return None
    while (message := _next(session, now)) is not None:
        like = _like_messages(session, message, now)
        reason = _reason_to_cancel(session, message, like, now)
        if reason is None and not is_one_too_many(like.sent + like.doubtful):
            return _hold(message, pace.provider, now)
        if reason is None:
            _put_off(message, now)
        else:
            move_message(message, Step(MessageState.CANCELLED), now=now)
            note_attempt(session, message, "cancelled", now=now, fault=reason)
        session.flush()
    return None


def _put_off(message: OutgoingMessage, now: datetime) -> None:
    """What nobody knows to be sent may be the phone's share: an outage cancels nothing."""
    message.due_at = now + LOOK_UP_AFTER
    # One that was tried ahead of time is due whatever stands there: it would be looked at for ever.
    message.attempted_at = message.attempted_at and min(message.attempted_at, now)


def _next(session: Session, now: datetime) -> OutgoingMessage | None:
    return session.scalars(waiting_messages(now).with_for_update(skip_locked=True)).first()


def _reason_to_cancel(session: Session, message: OutgoingMessage, like: _Like, now: datetime) -> str | None:
    if message.phone is None or message.parameters is None:
        return "号码或内容已清除"
    if is_one_too_many(like.sent):
        return TOO_MANY
    return reason_to_cancel(session, message, now=now)


def _like_messages(session: Session, message: OutgoingMessage, now: datetime) -> _Like:
    # Login codes have limits of their own, where they are asked for.
    if message.template in CODES:
        return _Like(0, 0)
    was_sent = is_recent(OutgoingMessage.sent_at, LIKE_SPAN, now)
    is_on_the_way = OutgoingMessage.state.in_(ON_THE_WAY)
    may_be_sent = and_(is_on_the_way, is_recent(OutgoingMessage.attempted_at, LIKE_SPAN, now))
    counts = select(func.count().filter(was_sent), func.count()).where(
        OutgoingMessage.phone_index == message.phone_index,
        OutgoingMessage.template == message.template,
        OutgoingMessage.id != message.id,
        or_(was_sent, may_be_sent),
    )
    sent, together = session.execute(counts).one()
    return _Like(sent, together - sent)


def _hold(message: OutgoingMessage, provider: str, now: datetime) -> OutgoingMessage:
    move_message(message, Step(MessageState.SENDING), now=now)
    message.leased_until = now + LEASE
    message.attempts += 1
    message.attempted_at = now
    message.provider = provider
    message.reference = ""
    return message
