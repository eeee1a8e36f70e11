from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.outbox.forms import FormReceipt


def is_first_time(session: Session, digest: str, *, now: datetime) -> bool:
    """Note the form in the transaction of its act: an act that is refused leaves no receipt."""
    return insert_new(session, FormReceipt, [{"digest": bytes.fromhex(digest), "received_at": now}]) == 1
