"""Where each punch of a class came from (来源): live, handed in later by its machine, or from a file."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.terms import Source
from training.classes.views.device_names import is_on_machine
from training.notice.clock import SHANGHAI
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Enrolment

PUSH = "push"
ONE_DAY = timedelta(days=1)


def sources_of(session: Session, own: TrainingClass) -> Mapping[tuple[str, datetime], Source]:
    """By number and time, one statement; of batches of before that did not say, by their kind."""
    numbers = select(Enrolment.attendance_number).where(Enrolment.class_id == own.id)
    rows = (
        select(Punch.number, Punch.punched_at, ImportBatch.source, ImportBatch.kind)
        .join(ImportBatch, Punch.batch_id == ImportBatch.id)
        .where(Punch.institution_id == own.institution_id, Punch.number.in_(numbers))
        .where(Punch.punched_at >= _begin(own.starts_on), Punch.punched_at < _begin(own.ends_on + ONE_DAY))
        .order_by(Punch.id)
    )
    if own.attendance_device:
        rows = rows.where(is_on_machine(own))
    return {
        (number, punched_at): source or (Source.LIVE if kind == PUSH else Source.FILE)
        for number, punched_at, source, kind in session.execute(rows)
    }


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
