"""The short link in an SMS (/t/…): it names a page of one trainee, and shows nothing to a stranger."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from training.database import insert_new
from training.errors import Refusal
from training.records.outbox.short_links import ShortLink
from training.staff.acts.issue_token import digest

TOKEN_BYTES = 8
"""An SMS is paid by its length; nobody guesses so many, and a link opens nothing without the sign-in."""


class LinkOver(Refusal):
    """The link is too old, or never was one; which of the two is not told."""

    def __init__(self) -> None:
        super().__init__("这个链接已失效。请用手机号登录，在首页查看。")


@dataclass(frozen=True)
class ShortLinks:
    """Where the links of messages lead, and the chance that makes each of them unlike every other."""

    public_url: str
    new_token: Callable[[], str]

    def to(self, token: str) -> str:
        return f"{self.public_url}/t/{token}" if token else ""


NO_LINKS = ShortLinks("", str)
"""For messages without a link: there is no token."""


@dataclass(frozen=True)
class LinkDraft:
    """The link of one message: to a day of a class, or without one to the claim."""

    token: str
    message_id: int
    enrolment_id: int
    expires_at: datetime
    held_on: date | None = None


@dataclass(frozen=True)
class LinkTarget:
    """Whose link it is and where it leads; only that trainee, signed in, may be told."""

    trainee_id: int
    enrolment: UUID
    held_on: date | None


def write_links(session: Session, drafts: Iterable[LinkDraft]) -> None:
    """Keep the digests, in the transaction that wrote the messages; a message has one link."""
    insert_new(session, ShortLink, [_row(draft) for draft in drafts])


def follow_link(session: Session, token: str, *, now: datetime) -> LinkTarget:
    """Raises LinkOver."""
    own = select(ShortLink).options(joinedload(ShortLink.enrolment))
    living = own.where(ShortLink.digest == digest(token), ShortLink.expires_at > now)
    found = session.scalars(living).one_or_none()
    if found is None:
        raise LinkOver
    return LinkTarget(found.enrolment.trainee_id, found.enrolment.public_id, found.held_on)


def forget_links(session: Session, *, now: datetime) -> None:
    """For the schedule: links that open nothing any more."""
    session.execute(delete(ShortLink).where(ShortLink.expires_at <= now))


def _row(draft: LinkDraft) -> dict[str, object]:
    return {
        "digest": digest(draft.token),
        "message_id": draft.message_id,
        "enrolment_id": draft.enrolment_id,
        "held_on": draft.held_on,
        "expires_at": draft.expires_at,
    }
