from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.outbox.messages import OutgoingMessage


def ids_of(session: Session, dedupe_keys: Collection[str]) -> dict[str, int]:
    """The messages that were written under these keys, by whomever."""
    written = select(OutgoingMessage.dedupe_key, OutgoingMessage.id)
    found = session.execute(written.where(OutgoingMessage.dedupe_key.in_(dedupe_keys)))
    return {key: message_id for key, message_id in found}
