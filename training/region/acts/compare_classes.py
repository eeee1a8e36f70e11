"""Our classes beside the latest that the region's file says of them (R05)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.records.classes.classes import TrainingClass
from training.records.exchange.region import RegionRow
from training.region.acts.record_differences import TURN, Compared, Scope, Subject, record_differences
from training.region.rules.comparing import Said, compare_class
from training.region.terms import Field, RowKind
from training.region.views.newest_rows import newest_rows, said_in
from training.region.views.numbers_of import numbers_of
from training.region.views.ours_of import ours_of_classes

THE_CLASS = Subject()


def compare_classes(
    session: Session, classes: Sequence[TrainingClass], *, absent_from: int | None = None, now: datetime
) -> int:
    """Gives how many differences were opened.

    `absent_from`: the key of the batch in which every class should stand; without it a class of which no line
    was ever brought is not compared.
    """
    wait_for_turn(session, TURN)
    numbers = numbers_of(session, [each.id for each in classes])
    rows = newest_rows(session, RowKind.CLASS, set(numbers.values()))
    ours = ours_of_classes(session, classes)
    found = []
    for each in classes:
        lines = rows.get(numbers.get(each.id, ""), ())
        if absent_from is not None and not (lines and lines[0].batch_id == absent_from):
            found.append(_compared(each, numbers.get(each.id, ""), ours[each.id], None, absent_from))
        elif lines:
            found.append(_compared(each, lines[0].region_number, ours[each.id], lines[0], lines[0].batch_id))
    return record_differences(session, found, now=now)


def _compared(own: TrainingClass, number: str, ours: Said, row: RegionRow | None, batch_id: int) -> Compared:
    theirs = said_in(row) if row is not None else None
    fields = frozenset({Field.CLASS, *(theirs or Field)})
    differs = compare_class(ours, theirs)
    return Compared(Scope.of(own, number), batch_id, fields, {THE_CLASS: differs})
