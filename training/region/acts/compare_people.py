"""The roster of one class beside the people whom the region's latest file has in it (R05)."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import RegionRow
from training.region.acts.record_differences import TURN, Compared, Scope, Subject, record_differences
from training.region.rules.comparing import Differs, compare_person
from training.region.terms import Field, RowKind
from training.region.views.newest_rows import newest_rows, said_in
from training.region.views.numbers_of import numbers_of
from training.region.views.ours_of import ours_of_people, roster_of


def compare_people(session: Session, own: TrainingClass, *, now: datetime) -> int:
    """Gives how many differences were opened; without a file of its people nothing is compared."""
    wait_for_turn(session, TURN)
    number = numbers_of(session, [own.id]).get(own.id, "")
    rows = newest_rows(session, RowKind.PERSON, [number]).get(number, ())
    if not rows:
        return 0
    fields = frozenset({Field.PERSON, *(Field(name) for row in rows for name in row.values)})
    found = _found(session, own, {row.id_number_index or b"": row for row in rows})
    compared = Compared(Scope.of(own, number, is_of_people=True), rows[0].batch_id, fields, found)
    return record_differences(session, [compared], now=now)


def _found(
    session: Session, own: TrainingClass, theirs: Mapping[bytes, RegionRow]
) -> dict[Subject, tuple[Differs, ...]]:
    roster, ours = roster_of(session, own), ours_of_people(session, own)
    found: dict[Subject, tuple[Differs, ...]] = {}
    for each in roster:
        row = theirs.get(each.trainee.id_number_index)
        found[Subject(f"e{each.id}", each.id)] = compare_person(ours[each.id], said_in(row) if row else None)
    known = {each.trainee.id_number_index for each in roster}
    for digest, row in theirs.items():
        if digest not in known:
            (one,) = compare_person(None, said_in(row))
            named = Differs(one.field, one.ours, f"{one.theirs} {row.masked}")
            found[Subject(f"x{digest.hex()[:32]}")] = (named,)
    return found
