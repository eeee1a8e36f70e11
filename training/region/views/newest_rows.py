"""What the region's latest files say."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.records.exchange.region import RegionRow
from training.region.rules.comparing import Said
from training.region.terms import Field, RowKind
from training.sheets.chunks import chunks

AT_ONCE = 500


def newest_rows(session: Session, kind: RowKind, numbers: Collection[str]) -> dict[str, Sequence[RegionRow]]:
    """What the latest file says of each of the region's numbers; all lines of it, in the file's order."""
    found: dict[str, list[RegionRow]] = defaultdict(list)
    for some in chunks(sorted(numbers), AT_ONCE):
        own = RegionRow.kind == kind, RegionRow.region_number.in_(some)
        latest = (
            select(RegionRow.region_number, func.max(RegionRow.batch_id).label("batch_id"))
            .where(*own)
            .group_by(RegionRow.region_number)
            .subquery()
        )
        of_latest = RegionRow.region_number == latest.c.region_number, RegionRow.batch_id == latest.c.batch_id
        for row in session.scalars(select(RegionRow).join(latest, of_latest[0] & of_latest[1]).where(*own)):
            found[row.region_number].append(row)
    return {number: sorted(rows, key=lambda each: each.id) for number, rows in found.items()}


def said_in(row: RegionRow) -> Said:
    """The line's texts by field."""
    return {Field(name): str(text) for name, text in row.values.items()}
