from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.records.exchange.talent import TalentBatch, TalentRow
from training.talent.rules.rows import FILE_KEPT


def forget_files(session: Session, *, now: datetime) -> int:
    """Empty the lines of files whose term is over; who stood in them stays. Gives how many."""
    old = select(TalentBatch.id).where(TalentBatch.made_at <= now - FILE_KEPT)
    due = TalentRow.batch_id.in_(old), TalentRow.cells.is_not(None)
    return session.connection().execute(update(TalentRow).where(*due).values(cells=None)).rowcount
