from collections.abc import Iterable

from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.identity import mask_id_number
from training.records.exchange.region import RegionRow
from training.region.sheets.region_lines import RegionLine
from training.region.terms import RowKind
from training.region.views.pairs_of import first_day_of


def keep_lines(session: Session, batch_id: int, kind: RowKind, lines: Iterable[RegionLine]) -> int:
    """Lines of a file as they will be compared, now and whenever ours changes; gives how many."""
    rows = [
        {
            "batch_id": batch_id,
            "kind": kind,
            "region_number": each.number,
            "id_number_index": each.id_number or None,
            "masked": mask_id_number(each.id_number) if each.id_number else "",
            "starts_on": first_day_of(each) if kind is RowKind.CLASS else None,
            "values": {field.value: text for field, text in each.values.items()},
        }
        for each in lines
    ]
    return insert_new(session, RegionRow, rows)
