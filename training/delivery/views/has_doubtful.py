"""Messages of which nobody knows yet what the provider did with them."""

from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from training.delivery.rules.message_delivery import LONGEST_DOUBT, RECEIPT_GIVEN_UP_AFTER
from training.notice.clock import CLOCKS_APART
from training.outbox.terms import MessageState
from training.records.moments import has_come
from training.records.outbox.messages import OutgoingMessage


def doubtful_messages(provider: str, now: datetime) -> Select[OutgoingMessage]:
    """Only what this provider may have: nobody else can tell."""
    own = select(OutgoingMessage).where(OutgoingMessage.provider == provider)
    is_asked_soon = OutgoingMessage.state == MessageState.UNKNOWN
    has_jumped = OutgoingMessage.look_up_at > now + LONGEST_DOUBT + CLOCKS_APART
    is_due = has_come(OutgoingMessage.look_up_at, RECEIPT_GIVEN_UP_AFTER, now)
    return own.where(or_(is_due, and_(is_asked_soon, has_jumped)))


def has_doubtful(session: Session, provider: str, *, now: datetime) -> bool:
    doubtful = doubtful_messages(provider, now).with_only_columns(OutgoingMessage.id)
    return session.scalar(doubtful.limit(1)) is not None
