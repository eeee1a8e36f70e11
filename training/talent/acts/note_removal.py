"""Somebody says that people who ceased to be qualified were taken out of the platform by hand (R18)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.notice.notes import read_note
from training.records.exchange.talent import TalentBatch, TalentRemoval
from training.records.staff.staff import Staff
from training.talent.acts.export_talent import TURN
from training.talent.rules.entering import NobodyToRemove
from training.talent.views.ceased import ceased_in


def note_removal(
    session: Session, staff: Staff, own: TalentBatch, note: str, seen: str, *, now: datetime
) -> None:
    """Of everybody of the file who ceased to be; `seen` is how many the page named.

    Raises TextTooLong or NobodyToRemove.
    """
    said = read_note(note)
    wait_for_turn(session, TURN)
    gone = ceased_in(session, own)
    if not gone or seen != str(len(gone)):
        raise NobodyToRemove
    by = {"noted_by_id": staff.id, "noted_by": staff.name, "noted_at": now}
    insert_new(session, TalentRemoval, [{"row_id": key, "note": said} | by for key in sorted(gone)])
