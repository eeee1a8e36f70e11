from typing import Any

from sqlalchemy import Select, select

from training.records.attendance.numbers import NumberMatch, NumberMatchDecision, NumberMatchUndoing
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment


def own_matches(who: int) -> Select[Any]:
    """By which this trainee was to have another number on a machine, and what became of it."""
    own, decision, undoing = NumberMatch, NumberMatchDecision, NumberMatchUndoing
    asked = (own.old_number, own.new_number, own.grounds, own.reason, own.asked_by, own.asked_at)
    since = (decision.is_approved, decision.note, decision.decided_at, undoing.undone_at)
    columns: tuple[Any, ...] = (TrainingClass.class_number, *asked, *since)
    rows = select(*columns).select_from(own)
    whose = rows.join(own.training_class).join(own.enrolment).outerjoin(own.decision).outerjoin(own.undoing)
    return whose.where(Enrolment.trainee_id == who).order_by(own.id)
