"""A form of a page is taken in once, however often a thumb or a weak network sends it."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.outbox.forms import FormReceipt
from training.records.staff.staff import Staff

KEPT = timedelta(days=60)
"""Longer than an unsent form waits on a phone."""


def form_digest(staff: Staff, key: str, *content: str) -> str:
    """What is the same when the same person sends the same form again, in 64 letters."""
    return sha256("\0".join((str(staff.public_id), key, *content)).encode("utf-8")).hexdigest()


def is_first_time(session: Session, digest: str, *, now: datetime) -> bool:
    """Note the form in the transaction of its act: an act that is refused leaves no receipt."""
    return insert_new(session, FormReceipt, [{"digest": bytes.fromhex(digest), "received_at": now}]) == 1


def forget_forms(session: Session, *, now: datetime) -> None:
    """For the schedule: receipts that nobody can need any more."""
    session.execute(delete(FormReceipt).where(FormReceipt.received_at < now - KEPT))
