"""The newest moment that stands in the database: a clock that is behind it has jumped, or had."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.clock import is_ahead
from training.records.chat import ReceivedMessage
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage
from training.records.people.sign_in import LoginCode

WRITTEN = (
    (OutgoingMessage.written_at, OutgoingMessage.id),
    (Alert.raised_at, Alert.id),
    (LoginCode.requested_at, LoginCode.id),
    (ReceivedMessage.received_at, ReceivedMessage.id),
)


def moment_ahead(session: Session, *, now: datetime) -> datetime | None:
    """The furthest of the newest rows of each kind that `now` has not come to yet; None where none is."""
    newest = [session.scalar(select(at).order_by(key.desc()).limit(1)) for at, key in WRITTEN]
    return max((each for each in newest if each is not None and is_ahead(each, now)), default=None)
