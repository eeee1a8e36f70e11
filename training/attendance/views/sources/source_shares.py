"""How much of a class's hours each source bears: machine, file, correction, live stream (R43, R45)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.attendance.rules.sources import shares_of
from training.attendance.terms import Origin
from training.attendance.views.progress_of import progress_of_class
from training.attendance.views.sources.origins_of import origins_of_class
from training.records.classes.classes import TrainingClass


@dataclass(frozen=True)
class Share:
    """One source with its credited half class hours, and its share in whole per cent, rounded down."""

    origin: Origin
    halves: int
    percent: int


def source_shares(session: Session, own: TrainingClass, now: datetime) -> list[Share]:
    """Of all credited hours of the class, the surest source first; empty where nothing is credited yet."""
    origins = origins_of_class(session, own)
    half_days = (
        (credit, origins.get(each.enrolment.attendance_number or "", {}))
        for each in progress_of_class(session, own, now)
        for credit in each.progress.half_days
    )
    shares = shares_of(half_days)
    total = sum(shares.values())
    return [Share(origin, halves, 100 * halves // total) for origin, halves in shares.items()]
