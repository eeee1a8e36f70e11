"""A file of which nothing was entered is dropped: everybody in it comes again in the next one (R18)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.notice.notes import read_reason
from training.records.exchange.talent import TalentBatch, TalentDropping
from training.records.staff.staff import Staff
from training.talent.acts.export_talent import TURN
from training.talent.rules.entering import BatchDropped, EnteredAlready
from training.talent.views.see_batches import is_entered


def drop_batch(session: Session, staff: Staff, own: TalentBatch, reason: str, *, now: datetime) -> None:
    """`own` is one that this person may say this of.

    Raises ReasonMissing, TextTooLong, EnteredAlready or BatchDropped.
    """
    why = read_reason(reason, "作废")
    wait_for_turn(session, TURN)
    if is_entered(session, own):
        raise EnteredAlready
    by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    if not insert_new(session, TalentDropping, [{"batch_id": own.id, "reason": why} | by]):
        raise BatchDropped
