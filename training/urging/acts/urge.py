"""The city urges a district, about a class of it or about all of its work (督办, R09)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.notice.clock import shanghai_day
from training.notice.notes import read_reason
from training.notice.permissions import Permission, may
from training.records.classes.classes import TrainingClass
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.records.urging import Urging
from training.urging.acts.tell_of_urging import tell_of_urging
from training.urging.rules.moves import check_day
from training.urging.terms import UrgingState


@dataclass(frozen=True)
class UrgingDraft:
    """What is to be done, until which day, and about which class if it is about one."""

    text: str
    due_on: date
    about: TrainingClass | None = None


def urge(session: Session, staff: Staff, district: District, draft: UrgingDraft, *, now: datetime) -> Urging:
    """Keep it and tell the district; of a class it is always the class's own district.

    Raises NotFound, ReasonMissing, TextTooLong or DayIsOver.
    """
    if not may(staff.role, Permission.URGE):
        raise NotFound("督办")
    text = read_reason(draft.text, "督办")
    check_day(draft.due_on, shanghai_day(now))
    made = Urging(
        district=draft.about.district if draft.about else district,
        training_class=draft.about,
        text=text,
        state=UrgingState.WAITING,
        first_due_on=draft.due_on,
        due_on=draft.due_on,
        urged_by_id=staff.id,
        urged_by=staff.name,
        urged_at=now,
    )
    session.add(made)
    session.flush()
    tell_of_urging(session, made, "urged", f"市级督办{{}}，请在 {made.due_on} 前答复：{text}", now=now)
    return made
