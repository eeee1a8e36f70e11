"""历史证书 as the desk lists them; pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from training.certificates.rules.numbers import Numbering, series_name
from training.certificates.terms import NumberLetter
from training.notice.clock import shanghai_day
from training.notice.identity import mask_id_number
from training.notice.money import yuan
from training.records.exchange.former import FormerCertificate, SeriesTakeover
from training.records.staff.staff import Staff
from training.staff.views.name_for import name_for
from webapp.desk.lists.days import cell_of_day, short_moment
from webapp.desk.lists.tables import Cell, Line, Mark

FORMER_MARK = Mark("历史")
PURGED = "已到期删除"


@dataclass(frozen=True)
class SeriesLine:
    """A series that was taken over."""

    scope: str
    year: int
    last: str
    goes_on_at: str
    taken: str
    is_ours: bool
    """Whether numbers are issued in it as the city numbers now."""


def former_lines(staff: Staff, found: Sequence[FormerCertificate], now: datetime) -> list[Line]:
    return [Line("", _cells(staff, each, now)) for each in found]


def series_lines(found: Sequence[SeriesTakeover], numbering: Numbering, now: datetime) -> list[SeriesLine]:
    ours = {series_name(numbering, letter) for letter in NumberLetter}
    return [
        SeriesLine(
            each.series.scope,
            each.series.year,
            f"{each.last_serial:06}",
            f"{each.last_serial + 1:06}",
            short_moment(each.taken_at, now),
            each.series.scope in ours,
        )
        for each in found
    ]


def _cells(staff: Staff, own: FormerCertificate, now: datetime) -> dict[str, Cell]:
    today = shanghai_day(now)
    cells: dict[str, Cell] = {
        "number": own.number,
        "mark": FORMER_MARK,
        "name": PURGED if own.purged_at else name_for(staff, own.name),
        "id_number": mask_id_number(own.id_number),
        "trade": own.trade,
        "level": own.level,
        "institution": own.institution,
        "class_number": own.class_number,
        "district": own.district.name if own.district else "",
        "issued": cell_of_day(own.issued_on, today),
        "paid": yuan(own.paid_fen) if own.paid_fen is not None else "",
    }
    return cells | ({"paid_on": cell_of_day(own.paid_on, today)} if own.paid_on else {})
