from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.deputies.acts.note_deed import note_deed
from training.deputies.rules.deputyship import NotTheSamePost, check_state
from training.deputies.terms import DeputyDeed, DeputyState
from training.deputies.views.deputyships import deputing_of, find_deputyship, stands_in_for, turns_of
from training.errors import NotFound
from training.records.staff.deputies import Deputyship
from training.records.staff.staff import Staff


def take_turn(session: Session, staff: Staff, public_id: UUID, *, begins: bool, now: datetime) -> Deputyship:
    """From now on what the deputy does is done for the absent person (代办), or no longer is.

    For one at a time. Raises NotFound, NotWaiting, NotTheSamePost.
    """
    own = find_deputyship(session, staff, public_id)
    if own.deputy_id != staff.id:
        raise NotFound("您代理的这一次")
    if begins:
        check_state(deputing_of(own), [DeputyState.RUNNING], now)
        if own not in stands_in_for(session, staff, now=now):
            raise NotTheSamePost
    # Also of somebody who has left or moved since: it says so wherever the deputy acts until it is over.
    for each in turns_of(session, staff, now=now):
        if not (begins and each is own):
            note_deed(session, each, DeputyDeed.TURN_OVER, staff, now=now)
    if begins and not deputing_of(own).is_turn(now):
        note_deed(session, own, DeputyDeed.TURN_BEGUN, staff, now=now)
    return own
