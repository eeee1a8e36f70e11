from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.acts.note_deed import note_deed
from training.deputies.acts.tell_post import Telling, tell_post
from training.deputies.rules.deputyship import ALIVE, check_state
from training.deputies.terms import DeputyDeed
from training.deputies.views.deputyships import deputing_of, find_deputyship
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import Staff


def end_deputyship(session: Session, staff: Staff, public_id: UUID, *, now: datetime) -> Deputyship:
    """Over early, by either of the two or whoever looks after them; raises NotFound, NotWaiting."""
    own = find_deputyship(session, staff, public_id)
    check_state(deputing_of(own), ALIVE, now)
    note_deed(session, own, DeputyDeed.ENDED, staff, now=now)
    text = f"{staff.name} 结束了 {own.deputy.name} 对 {own.absent.name} 的代理。"
    key = f"deputy_ended:{own.public_id}"
    tell_post(session, own.absent, Telling("deputy_ended", key, text), now=now)
    return own
