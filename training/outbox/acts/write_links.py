from collections.abc import Iterable

from sqlalchemy.orm import Session

from training.database import insert_new
from training.outbox.rules.short_links import LinkDraft
from training.records.outbox.short_links import ShortLink
from training.staff.rules.digest import digest


def write_links(session: Session, drafts: Iterable[LinkDraft]) -> None:
    """Keep the digests, in the transaction that wrote the messages; a message has one link."""
    insert_new(session, ShortLink, [_row(draft) for draft in drafts])


def _row(draft: LinkDraft) -> dict[str, object]:
    return {
        "digest": digest(draft.token),
        "message_id": draft.message_id,
        "enrolment_id": draft.enrolment_id,
        "held_on": draft.held_on,
        "expires_at": draft.expires_at,
    }
