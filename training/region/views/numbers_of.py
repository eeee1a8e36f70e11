"""By which number the region's system knows our classes, and whose a number is."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.classes.classes import TrainingClass
from training.records.exchange.region import RegionNumber
from training.sheets.chunks import chunks

AT_ONCE = 500


def numbers_of(session: Session, class_ids: Collection[int]) -> dict[int, str]:
    """Those that hold now; a class without one is not in it."""
    found: dict[int, str] = {}
    for some in chunks(sorted(class_ids), AT_ONCE):
        live = select(RegionNumber.class_id, RegionNumber.number).where(
            RegionNumber.live_number.is_not(None), RegionNumber.class_id.in_(some)
        )
        found.update({key: number for key, number in session.execute(live)})
    return found


def classes_numbered(session: Session, numbers: Collection[str]) -> dict[str, TrainingClass]:
    """Our classes by these numbers; of a number that nobody noted there is none."""
    found: dict[str, TrainingClass] = {}
    for some in chunks(sorted(numbers), AT_ONCE):
        own = select(RegionNumber.number, TrainingClass).join(RegionNumber.training_class)
        found.update({n: each for n, each in session.execute(own.where(RegionNumber.live_number.in_(some)))})
    return found
