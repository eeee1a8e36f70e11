from datetime import datetime

from sqlalchemy.orm import Session

from training.records.classes.classes import TrainingClass
from training.rosters.acts.note_tries import note_tries
from training.rosters.acts.tell_claimed_twice import tell_claimed_twice
from training.rosters.acts.tell_of_changes import tell_of_changes
from training.rosters.acts.tell_of_kinds import tell_of_kinds
from training.sheets.hand_in import ImportReport


def tell_of_requests(session: Session, report: ImportReport, *, now: datetime) -> None:
    """What a file asked for and tried although its other rows were good, and which kinds it left in doubt."""
    for class_id in report.asked_for:
        tell_of_changes(session, session.get_one(TrainingClass, class_id), now=now)
    tell_of_kinds(session, report.doubtful, now=now)
    note_tries(session, report.tried_late, now=now)
    tell_claimed_twice(session, report.claimed_twice, now=now)
