from typing import Any

from sqlalchemy import Select, func, select

from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment
from training.records.exchange.talent import (
    TalentBatch,
    TalentDropping,
    TalentEntry,
    TalentFailure,
    TalentRemoval,
    TalentRow,
)


def own_exports(who: int) -> Select[Any]:
    """In which files for the talent platform this trainee stood, and since when it has them."""
    batch, entry, failure = TalentBatch, TalentEntry, TalentFailure
    dropped, removal = TalentDropping, TalentRemoval
    why = func.coalesce(failure.reason, dropped.reason).label("reason")
    said = (batch.number, batch.made_at.label("filed_at"), entry.entered_on.label("day"), why)
    place = (TalentRow.position.label("line"), TrainingClass.class_number)
    columns: tuple[Any, ...] = (*place, *said, removal.noted_at.label("withdrawn_at"))
    rows = select(*columns).select_from(TalentRow)
    whole = rows.join(batch, batch.id == TalentRow.batch_id).outerjoin(entry).outerjoin(failure)
    whole = whole.outerjoin(dropped).outerjoin(removal)
    own = whole.join(Enrolment, Enrolment.id == TalentRow.enrolment_id)
    with_class = own.join(TrainingClass, TrainingClass.id == Enrolment.class_id)
    return with_class.where(Enrolment.trainee_id == who).order_by(TalentRow.id)
