from typing import Any

from sqlalchemy import Select, select

from training.records.classes.classes import TrainingClass
from training.records.classes.roster_changes import RosterChange, RosterChangeDecision
from training.records.classes.trainees import Enrolment, Trainee


def own_roster_changes(who: int) -> Select[Any]:
    """By which this person was to come or to leave; nothing of the other one of a swap."""
    change, decision = RosterChange, RosterChangeDecision
    asked = (change.kind, change.effective_on, change.reason, change.asked_by, change.asked_at)
    decided = (decision.is_approved, decision.note, decision.decided_at)
    person = select(Trainee.id_number_index).where(Trainee.id == who).scalar_subquery()
    columns: tuple[Any, ...] = (TrainingClass.class_number, *asked, *decided)
    rows = select(*columns).select_from(change).join(change.training_class)
    own = rows.outerjoin(change.decision).outerjoin(Enrolment, change.enrolment_id == Enrolment.id)
    return own.where((Enrolment.trainee_id == who) | (change.id_number_index == person)).order_by(change.id)
