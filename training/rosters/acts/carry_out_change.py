from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.classes.acts.record_judged import record_judged
from training.classes.acts.withdraw_trainee import withdraw_trainee
from training.records.classes.roster_changes import RosterChange
from training.rosters.acts.signal_left_together import signal_left_together
from training.rosters.acts.tell_of_kinds import tell_of_kinds
from training.rosters.views.judge_newcomer import judge_newcomer, row_of
from training.sheets.hand_in import HandedFile, ImportReport, OpenImport


def carry_out_change(session: Session, change: RosterChange, *, now: datetime) -> None:
    """Whoever leaves has a last day, and whoever comes a first; by a swap the class keeps its number.

    What its people make of its kind is told if it is told for the first time (R40).

    Raises BadNewcomer where the person, the number or another class has come between.
    """
    own = change.training_class
    if change.enrolment is not None:
        last_day = change.effective_on - timedelta(days=1)
        withdraw_trainee(
            session, change.enrolment, last_day, change.reason, recorded_by=change.asked_by, now=now
        )
        signal_left_together(session, own, now=now)
    if change.kind.brings:
        judged = judge_newcomer(session, own, row_of(change))
        file = HandedFile("", "", change.asked_by, now)
        into = OpenImport(file, change.batch_id, ImportReport("roster"))
        record_judged(session, [judged], into, {own.id: change.effective_on})
    tell_of_kinds(session, [own.id], now=now)
