"""Import the autonomous region's own totals, which count before ours (R23)."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import insert_new
from training.notice.terms import Severity
from training.records.classes.districts import District
from training.records.subsidies.region_totals import RegionTotal
from training.sheets.findings import Finding
from training.sheets.hand_in import HandedFile, ImportReport
from training.subsidies.sheets.region_totals import TotalRow
from training.subsidies.views.newest_totals import newest_totals

KIND = "region"
Place = tuple[int, int]
"""A district's key and a year."""


def import_region_totals(
    session: Session, rows: Iterable[TotalRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """Keep every line beside those of before; what the newest of them says already is known.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    districts = {each.name: each.id for each in session.scalars(select(District))}
    seen: dict[Place, TotalRow] = {}
    for row in rows:
        _judge(row, districts, seen)
        report.findings.extend(row.findings)
        report.refused += not row.is_good
    for (district_id, year), row in seen.items():
        if _is_known(session, district_id, row):
            report.known += 1
            continue
        figures = {"trained": row.trained, "subsidised": row.subsidised, "amount_fen": row.amount_fen}
        own = {"batch_id": batch.id, "district_id": district_id, "year": year, "as_of": row.as_of}
        report.stored += insert_new(session, RegionTotal, [own | figures])
    close_batch(batch, report, accept_good_rows)
    return report


def _judge(row: TotalRow, districts: dict[str, int], seen: dict[Place, TotalRow]) -> None:
    """Note what is wrong with the row, or that it is the one of its district and year."""
    district_id = districts.get(row.district)
    if district_id is None:
        names = "、".join(districts)
        row.refuse("旗县区", row.district, f"没有这个旗县区（应为：{names}）；全市的合计行请删去。")
    elif row.is_good and (first := seen.get((district_id, row.year))):
        message = f"这个旗县区和年度在第 {first.row} 行已经有了，请只留一行。"
        row.findings.append(Finding(row.row, "旗县区", row.district, message, Severity.ERROR, row.sheet))
    elif row.is_good:
        seen[district_id, row.year] = row


def _is_known(session: Session, district_id: int, row: TotalRow) -> bool:
    own = newest_totals().where(RegionTotal.district_id == district_id, RegionTotal.year == row.year)
    latest = session.scalars(own.where(RegionTotal.as_of == row.as_of).limit(1)).first()
    figures = (row.trained, row.subsidised, row.amount_fen)
    return latest is not None and (latest.trained, latest.subsidised, latest.amount_fen) == figures
