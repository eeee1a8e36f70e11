import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from training.database import insert_new
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage


@dataclass(frozen=True)
class MessageDraft:
    """What is to be said to whom: a key of the catalogue, its values in order, until when it is of use."""

    template: str
    parameters: dict[str, str]
    phone: str
    dedupe_key: str
    expires_at: datetime
    due_at: datetime | None = None
    """Not before; None means at once."""
    trainee_id: int | None = None
    district_id: int | None = None
    asked_by: str = ""
    """Who had it sent again."""


def write_messages(session: Session, drafts: Iterable[MessageDraft], *, now: datetime) -> int:
    """Write those whose keys were not written before, and say how many."""
    return insert_new(session, OutgoingMessage, [_row(draft, now) for draft in drafts])


def _row(draft: MessageDraft, now: datetime) -> dict[str, Any]:
    return {
        "public_id": uuid4(),
        "dedupe_key": draft.dedupe_key,
        "template": draft.template,
        "parameters": json.dumps(draft.parameters, ensure_ascii=False),
        "phone": draft.phone,
        "phone_index": draft.phone,
        "trainee_id": draft.trainee_id,
        "district_id": draft.district_id,
        "asked_by": draft.asked_by,
        "state": MessageState.CREATED,
        "written_at": now,
        "due_at": draft.due_at or now,
        "expires_at": draft.expires_at,
    }
