from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.deputies.rules.deputyship import NotWaiting
from training.deputies.terms import DeputyDeed
from training.deputies.views.deputyships import deputing_of
from training.records.staff.deputies import DeputyAct, Deputyship
from training.records.staff.staff import Staff


def note_deed(session: Session, own: Deputyship, deed: DeputyDeed, by: Staff, *, now: datetime) -> None:
    """One act with a deputyship; raises NotWaiting where somebody was faster."""
    row = {
        "deputyship_id": own.id,
        "ordinal": len(own.acts) + 1,
        "act": deed,
        "acted_by_id": by.id,
        "acted_by": by.name,
        "acted_at": now,
    }
    is_new = insert_new(session, DeputyAct, [row])
    session.expire(own, ["acts"])
    if not is_new:
        raise NotWaiting(deputing_of(own).state(now))
