"""By which number the region's system knows a class; a later one holds in the place of the earlier (R05)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new, wait_for_turn
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import Difference, DifferenceSettling, RegionNumber
from training.region.acts.compare_again import compare_again
from training.region.acts.record_differences import TURN, Compared, Scope, Subject, record_differences
from training.region.rules.comparing import compare_class
from training.region.rules.steps import NumberMissing, NumberTaken, StepMoved, read_reference
from training.region.terms import Field, RowKind, Settling
from training.region.views.newest_rows import newest_rows, said_in
from training.region.views.numbers_of import classes_numbered


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
    if last is not None:
        _end_of_other(session, own, last.number, said, now)
        _open_as_unknown(session, own, last.number, now)
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


def _end_of_other(session: Session, own: TrainingClass, number: str, said: NumberSaid, now: datetime) -> None:
    """What differed from the class that it was taken for."""
    rows = select(Difference).where(Difference.class_id == own.id, Difference.open_key.is_not(None))
    for each in session.scalars(rows.where(Difference.region_number == number)):
        each.open_key = None
        each.settling = DifferenceSettling(
            how=Settling.RENUMBERED,
            note=f"{number} → {read_reference(said.number)}",
            settled_by_id=said.by_id,
            settled_by=said.by,
            settled_at=now,
        )
    session.flush()


def _open_as_unknown(session: Session, own: TrainingClass, number: str, now: datetime) -> None:
    """The class that it was taken for is none of ours, where their files know it."""
    for row in newest_rows(session, RowKind.CLASS, [number]).get(number, ()):
        scope = Scope(f"r{number}", False, own.district_id, None, number)
        found = {Subject(): compare_class(None, said_in(row))}
        record_differences(session, [Compared(scope, row.batch_id, frozenset({Field.CLASS}), found)], now=now)


def _end_as_unknown(session: Session, number: str, now: datetime) -> None:
    """That we have no such class is no difference any more."""
    scope = Scope(f"r{number}", False, None, None, number)
    rows = select(Difference.batch_id).where(Difference.scope == scope.key, Difference.open_key.is_not(None))
    batch_id = session.scalars(rows.limit(1)).one_or_none()
    if batch_id is not None:
        compared = Compared(scope, batch_id, frozenset({Field.CLASS}), {Subject(): ()})
        record_differences(session, [compared], now=now)
