from sqlalchemy.orm import Session

from training.records.classes.batches import ImportBatch
from training.sheets.hand_in import HandedFile


def open_batch(session: Session, kind: str, scope: str, file: HandedFile) -> ImportBatch:
    """Record the batch first, so that its rows can name it; `close_batch` fills in the counts."""
    batch = ImportBatch(
        kind=kind,
        scope=scope,
        file_name=file.name,
        sha256=file.sha256,
        imported_by=file.handed_by,
        staff_id=file.staff_id,
        imported_at=file.handed_at,
        rows_read=0,
        rows_stored=0,
        rows_known=0,
        rows_quarantined=0,
        rows_refused=0,
    )
    session.add(batch)
    session.flush()
    return batch
