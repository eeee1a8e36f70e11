from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.acts.change_phone import change_phone
from training.classes.acts.record_judged import record_judged
from training.classes.acts.withdraw_trainee import withdraw_trainee
from training.classes.terms import ChangeKind
from training.classes.views.judge_roster import Judgement
from training.records.classes.roster_changes import RosterChange
from training.records.classes.trainees import Trainee
from training.rosters.acts.ask_for_phone import WishedPhone, ask_for_phone
from training.rosters.acts.signal_left_together import signal_left_together
from training.rosters.acts.tell_of_kinds import tell_of_kinds
from training.rosters.views.judge_newcomer import judge_newcomer, row_of
from training.rosters.views.see_changes import asked_by_school
from training.sheets.hand_in import HandedFile, ImportReport, OpenImport


def carry_out_change(session: Session, change: RosterChange, *, now: datetime) -> None:
    """Whoever leaves has a last day, and whoever comes a first; by a swap the class keeps its number.

    Whoever is to have another phone has it. What its people make of its kind is told if it is told for the
    first time (R40).

    Raises BadNewcomer where the person, the number or another class has come between.
    """
    own = change.training_class
    if change.kind is ChangeKind.PHONE:
        _change_phone(session, change, now)
        return
    if change.enrolment is not None:
        last_day = change.effective_on - timedelta(days=1)
        withdraw_trainee(
            session, change.enrolment, last_day, change.reason, recorded_by=change.asked_by, now=now
        )
        signal_left_together(session, own, now=now)
    if change.kind.brings:
        judged = judge_newcomer(session, own, row_of(change))
        if judged.brings_phone and asked_by_school(session, change):
            # Another class knew the person by another phone meanwhile: agreeing to who comes moves no phone.
            judged.brings_phone = False
            ask_for_phone(session, _wish(change, judged), now=now)
        file = HandedFile("", "", change.asked_by, now)
        into = OpenImport(file, change.batch_id, ImportReport("roster"))
        record_judged(session, [judged], into, {own.id: change.effective_on})
    tell_of_kinds(session, [own.id], now=now)


def _change_phone(session: Session, change: RosterChange, now: datetime) -> None:
    named = select(Trainee).where(Trainee.id_number_index == change.id_number_index)
    trainee = session.scalars(named).one()
    if change.phone and trainee.phone != change.phone:
        change_phone(session, trainee, change.phone, change.batch_id, now=now)


def _wish(change: RosterChange, judged: Judgement) -> WishedPhone:
    return WishedPhone(
        judged.trainee_id or 0,
        judged.row.phone,
        change.training_class,
        change.batch_id,
        change.line,
        change.asked_by,
        change.asked_by_id,
    )
