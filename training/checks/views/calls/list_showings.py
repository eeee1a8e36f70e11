"""Who was shown whose number, and when: for those who audit the checks (R37, R69)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.checks.calls import PhoneShowing
from training.records.checks.spot_checks import DrawnTrainee, SpotCheck


@dataclass(frozen=True)
class ShowingLine:
    """One showing of a number."""

    position: int
    shown_to: str
    shown_at: datetime
    on_list: bool
    """With others at once, to be taken along."""


def list_showings(session: Session, check: SpotCheck) -> tuple[ShowingLine, ...]:
    """In order of time."""
    columns = (DrawnTrainee.position, PhoneShowing.shown_to, PhoneShowing.shown_at, PhoneShowing.on_list)
    own = select(*columns).join(DrawnTrainee, PhoneShowing.drawn_id == DrawnTrainee.id)
    rows = session.execute(own.where(PhoneShowing.check_id == check.id).order_by(PhoneShowing.id))
    return tuple(ShowingLine(*row) for row in rows)
