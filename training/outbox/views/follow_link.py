"""Where the short link of a message leads."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.errors import Over
from training.records.moments import is_living
from training.records.outbox.messages import OutgoingMessage
from training.records.outbox.short_links import ShortLink
from training.staff.rules.digest import digest


class LinkOver(Over):
    """The link is too old, or never was one; which of the two is not told."""

    def __init__(self) -> None:
        super().__init__("这个链接已失效。请用手机号登录，在首页查看。")


@dataclass(frozen=True)
class LinkTarget:
    """Whose link it is and where it leads; only that trainee, signed in, may be told."""

    trainee_id: int
    enrolment: UUID
    held_on: date | None


def follow_link(session: Session, token: str, *, now: datetime) -> LinkTarget:
    """Raises LinkOver."""
    own = select(ShortLink).options(joinedload(ShortLink.enrolment)).where(ShortLink.digest == digest(token))
    # It was made with its message.
    with_message = own.join(OutgoingMessage, OutgoingMessage.id == ShortLink.message_id)
    living = with_message.where(is_living(OutgoingMessage.written_at, ShortLink.expires_at, now))
    found = session.scalars(living).one_or_none()
    if found is None:
        raise LinkOver
    return LinkTarget(found.enrolment.trainee_id, found.enrolment.public_id, found.held_on)
