"""Whoever holds the phone that stands says whether a school's other one may take its place."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.classes.views.imported_before import TURNS
from training.database import wait_for_turn
from training.errors import NotFound
from training.records.classes.roster_changes import RosterChange
from training.rosters.acts.settle_change import ChangeVerdict, settle_change
from training.rosters.views.phone_changes import own_phone_changes

AGREES, REFUSES = ChangeVerdict(True), ChangeVerdict(False, "本人不同意")


def answer_phone_change(
    session: Session, trainee_id: int, public_id: UUID, *, agrees: bool, now: datetime
) -> RosterChange:
    """Signed in by the phone that stands, the person decides as the district does; whoever is first counts.

    Raises NotFound where nothing of this person waits under that name.
    """
    wait_for_turn(session, TURNS["roster"])
    waiting = own_phone_changes(session, trainee_id)
    change = next((each for each in waiting if each.public_id == public_id), None)
    if change is None:
        raise NotFound("这条更正手机号的申请")
    settle_change(session, change, AGREES if agrees else REFUSES, None, now=now)
    return change
