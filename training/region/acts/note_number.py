"""By which number the region's system knows a class; a later one holds in the place of the earlier (R05)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference, RegionNumber
from training.region.acts.compare_again import compare_again
from training.region.acts.record_differences import Compared, Scope, Subject, record_differences
from training.region.rules.steps import NumberMissing, NumberTaken, StepMoved, read_reference
from training.region.terms import Field
from training.region.views.numbers_of import classes_numbered

TURN = 46
"""Two that give one number, or number one class, wait for one another."""


@dataclass(frozen=True)
class NumberSaid:
    """The number, by whom, and the file that brought it; `seen` is the number that the page showed."""

    number: str
    by: str
    by_id: int | None = None
    batch_id: int | None = None
    seen: str | None = None


def note_number(session: Session, own: TrainingClass, said: NumberSaid, *, now: datetime) -> None:
    """Keep it, and compare the class anew.

    Raises NumberMissing, NumberTaken, TextTooLong or StepMoved.
    """
    number = read_reference(said.number)
    if not number:
        raise NumberMissing
    wait_for_turn(session, TURN)
    last = _last(session, own)
    if said.seen is not None and said.seen != (last.number if last else ""):
        raise StepMoved
    if last is not None and last.number == number:
        return
    if number in classes_numbered(session, [number]):
        raise NumberTaken(number)
    _keep(session, own, last, number, said, now)
    _end_as_unknown(session, number, now)
    compare_again(session, own, now=now)


def _last(session: Session, own: TrainingClass) -> RegionNumber | None:
    rows = select(RegionNumber).where(RegionNumber.class_id == own.id)
    return session.scalars(rows.order_by(RegionNumber.ordinal.desc()).limit(1)).one_or_none()


def _keep(
    session: Session,
    own: TrainingClass,
    last: RegionNumber | None,
    number: str,
    said: NumberSaid,
    now: datetime,
) -> None:
    if last is not None:
        last.live_number = None
        session.flush()
    row = {
        "class_id": own.id,
        "ordinal": last.ordinal + 1 if last else 1,
        "number": number,
        "live_number": number,
        "batch_id": said.batch_id,
        "noted_by_id": said.by_id,
        "noted_by": said.by,
        "noted_at": now,
    }
    if not insert_new(session, RegionNumber, [row]):
        raise StepMoved


def _end_as_unknown(session: Session, number: str, now: datetime) -> None:
    """That we have no such class is no difference any more."""
    scope = Scope(f"r{number}", False, None, None, number)
    rows = select(Difference.batch_id).where(Difference.scope == scope.key, Difference.open_key.is_not(None))
    batch_id = session.scalars(rows.limit(1)).one_or_none()
    if batch_id is not None:
        compared = Compared(scope, batch_id, frozenset({Field.CLASS}), {Subject(): ()})
        record_differences(session, [compared], now=now)
