from training.records.classes.batches import ImportBatch
from training.sheets.hand_in import ImportRefused, ImportReport


def close_batch(batch: ImportBatch, report: ImportReport, accept_good_rows: bool) -> None:
    """Write the counts, or raise ImportRefused, upon which the edge rolls everything back."""
    if report.breaks_rules or (report.has_errors and not accept_good_rows):
        raise ImportRefused(report)
    report.batch_id = batch.id
    batch.rows_read = report.read
    batch.rows_stored = report.stored
    batch.rows_known = report.known
    batch.rows_quarantined = report.quarantined
    batch.rows_refused = report.refused
