"""Lines of old ledgers, and the city that brings them."""

from datetime import date
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import at
from training.certificates.acts.import_former import import_former
from training.certificates.acts.import_series import import_series
from training.certificates.sheets.former_rows import FormerRow
from training.certificates.sheets.series_rows import SeriesRow
from training.records.staff.staff import Staff
from training.sheets.hand_in import HandedFile, ImportReport

_files = count(1)
BROUGHT = at(date(2026, 9, 1), "09:00")


def old(number: str, id_number: str, row: int = 2, **said: object) -> FormerRow:
    """A good line of 王芳, an electrician of level five in 2019, unless it is said otherwise."""
    texts = {"name": "王芳", "trade": "电工", "level": "五级", "institution": "老技校"}
    own = FormerRow(row, "历史证书", number, id_number=id_number, class_number="", district="", **texts)
    own.issued_on = date(2019, 6, 28)
    for name, value in said.items():
        setattr(own, name, value)
    return own


def bring(session: Session, *rows: FormerRow, who: str = "") -> ImportReport:
    return import_former(session, rows, _file(session, who), accept_good_rows=True)


def bring_series(session: Session, last: int, scope: str = "150200Y", year: int = 2026) -> ImportReport:
    rows = [SeriesRow(2, "证书编号序列", scope, year, last)]
    return import_series(session, rows, _file(session, ""), accept_good_rows=True)


def told(report: ImportReport) -> list[str]:
    return [each.message for each in report.findings]


def _file(session: Session, who: str) -> HandedFile:
    key = session.scalar(select(Staff.id).where(Staff.name == who)) if who else None
    return HandedFile("旧台账.xlsx", f"{next(_files):064x}", who or "孙强", BROUGHT, key)
