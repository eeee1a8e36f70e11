from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.moments import is_recent
from training.records.staff.chat_sign_in import ChatSignIn
from training.staff.rules.digest import digest
from training.staff.rules.staff_sign_in import (
    ADDRESS_SPAN,
    WayUsedUp,
    check_attempts,
)


def note_attempt(session: Session, word: str, address: str, *, now: datetime) -> None:
    """Keep that `word` was brought, before anybody is asked about it; raises TooManySignIns, WayUsedUp."""
    own = select(func.count()).where(ChatSignIn.address_index == address)
    check_attempts(session.scalar(own.where(is_recent(ChatSignIn.tried_at, ADDRESS_SPAN, now))) or 0)
    row = {"digest": digest(word), "address_index": address, "tried_at": now}
    if not insert_new(session, ChatSignIn, [row]):
        raise WayUsedUp
