"""The district notes how far one of the region's steps has come; nothing is decided here (R13)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.clock import shanghai_day
from training.notice.notes import read_note
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import RegionStepNote
from training.records.staff.staff import Staff
from training.region.acts.compare_again import compare_again
from training.region.rules.steps import StepMoved, check_step, read_reference
from training.region.terms import RegionStep, StepStatus
from training.region.views.steps_of import steps_of


@dataclass(frozen=True)
class StepSaid:
    """What stands in the region's system; `seen` is how often the step was noted when the page was shown."""

    step: RegionStep
    status: StepStatus
    on_day: date
    reference: str = ""
    reason: str = ""
    seen: str = "0"


def note_step(session: Session, staff: Staff, own: TrainingClass, said: StepSaid, *, now: datetime) -> None:
    """Keep it, and compare the class anew; `own` is one that this person may note something of.

    Raises WhenceMissing, DayToCome, TextTooLong or StepMoved.
    """
    reference, reason = read_reference(said.reference), read_note(said.reason)
    check_step(reference, reason, said.on_day, shanghai_day(now))
    last = steps_of(session, [own.id]).get((own.id, said.step))
    ordinal = last.ordinal if last else 0
    if said.seen != str(ordinal):
        raise StepMoved
    row = {
        "class_id": own.id,
        "step": said.step,
        "ordinal": ordinal + 1,
        "status": said.status,
        "reference": reference,
        "reason": reason,
        "on_day": said.on_day,
        "noted_by_id": staff.id,
        "noted_by": staff.name,
        "noted_at": now,
    }
    if not insert_new(session, RegionStepNote, [row]):
        raise StepMoved
    compare_again(session, own, now=now)
