"""The last serials of before this system are taken over by file, and issuing goes on behind them (R08)."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from training.certificates.rules.takeover import FAR, FAR_AHEAD, why_no_serial
from training.certificates.sheets.series_rows import SeriesRow
from training.certificates.views.hold_series import hold_series
from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.views.imported_before import imported_before, say_imported_before
from training.database import insert_new
from training.records.certificates import CertificateSeries
from training.records.classes.batches import ImportBatch
from training.records.exchange.former import SeriesTakeover
from training.sheets.hand_in import HandedFile, ImportReport

KIND = "series"


def import_series(
    session: Session, rows: Sequence[SeriesRow], file: HandedFile, *, accept_good_rows: bool = False
) -> ImportReport:
    """A serial below the last issued is an error of its row, the last one itself is known.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    if before := imported_before(session, KIND, "", file):
        return say_imported_before(KIND, "", before)
    report, batch = ImportReport(KIND), open_batch(session, KIND, "", file)
    # In one order for all, so that no two wait for each other.
    for each in sorted(rows, key=lambda row: (row.scope, row.year, row.row)):
        if each.is_good and _takes_over(session, each, batch):
            report.stored += 1
        elif each.is_good:
            report.known += 1
        else:
            report.refused += 1
    report.findings.extend(finding for each in rows for finding in each.findings)
    close_batch(batch, report, accept_good_rows)
    return report


def _takes_over(session: Session, said: SeriesRow, batch: ImportBatch) -> bool:
    """Whether the series goes on behind another serial now; the series stays held until the end."""
    insert_new(session, CertificateSeries, [{"scope": said.scope, "year": said.year, "last_serial": 0}])
    series = hold_series(session, said.scope, said.year)
    if why := why_no_serial(series.last_serial, said.last):
        said.refuse("最后流水号", str(said.last), why)
    if not said.is_good or series.last_serial == said.last:
        return False
    if said.last - series.last_serial > FAR_AHEAD:
        said.warn("最后流水号", str(said.last), FAR.format(last=series.last_serial))
    brought = {"batch_id": batch.id, "series_id": series.id, "taken_at": batch.imported_at}
    serials = {"before": series.last_serial, "last_serial": said.last}
    session.add(SeriesTakeover(**brought, **serials))
    series.last_serial = said.last
    session.flush()
    return True
