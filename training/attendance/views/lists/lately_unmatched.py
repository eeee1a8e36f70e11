"""对不上人的打卡 of the last days, for whoever can bring the roster that they lack (R43)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.attendance.views.late.crediting import is_clock_right
from training.attendance.views.places import places_of_numbers
from training.classes.rules.places import by_number
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.records.moments import DayOf

LATELY = timedelta(days=7)


@dataclass(frozen=True)
class LatelyUnmatched:
    """How many numbers credit nobody, and since when."""

    numbers: int
    since: datetime


def lately_unmatched(session: Session, institution_id: int, *, now: datetime) -> LatelyUnmatched | None:
    """Of what came in the last seven days, still in no roster; None where there is nothing.

    Only batches in which something was quarantined are read, so that years of punches cost nothing.
    """
    day = DayOf(Punch.punched_at)
    came = (
        select(Punch.number, Punch.device, day, func.min(Punch.punched_at))
        .join(ImportBatch, ImportBatch.id == Punch.batch_id)
        .where(ImportBatch.imported_at > now - LATELY, ImportBatch.rows_quarantined > 0)
        .where(Punch.institution_id == institution_id, is_clock_right())
        .group_by(Punch.number, Punch.device, day)
    )
    seen = session.execute(came).all()
    if not seen:
        return None
    days = [held_on for _, _, held_on, _ in seen]
    numbers = {number for number, *_ in seen}
    places = by_number(places_of_numbers(session, institution_id, numbers, (min(days), max(days))))
    lost = {
        (number, first)
        for number, device, held_on, first in seen
        if not any(each.takes(device, held_on) for each in places.get(number, ()))
    }
    if not lost:
        return None
    return LatelyUnmatched(len({number for number, _ in lost}), min(first for _, first in lost))
