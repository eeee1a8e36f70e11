"""Whether the very same file was imported before."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import wait_for_turn
from training.notice.clock import SHANGHAI
from training.records.classes.batches import ImportBatch
from training.sheets.hand_in import HandedFile, ImportReport

# Whoever hands out places in classes waits for one another; punches and watch lists only for their own kind.
TURNS = {
    "filing": 1,
    "roster": 1,
    "roster_changes": 1,
    "timetable": 1,
    "marks": 1,
    "teachers": 1,
    "punches": 2,
    "watch": 3,
    "region": 4,
    "plans": 5,
    "region_class": 4,
    "region_people": 4,
    # As whoever issues numbers.
    "former": 48,
    "series": 48,
    "compared": 49,
    "standards": 53,
    "vouchers": 50,
    "follow_ups": 51,
    "ledger": 52,
}


def imported_before(session: Session, kind: str, scope: str, file: HandedFile) -> datetime | None:
    """When a file of the same bytes was imported whole; refused rows deserve another try.

    Waits until no other import of the kind is under way, so that its rows are seen.
    """
    # Two imports blind to each other's rows would both give away what only one person may have.
    wait_for_turn(session, TURNS[kind])
    return session.scalars(
        select(ImportBatch.imported_at)
        .where(ImportBatch.sha256 == file.sha256, ImportBatch.kind == kind, ImportBatch.scope == scope)
        # Of a file in several batches the one whose rows count tells of those that were refused.
        .where(ImportBatch.rows_refused == 0, ImportBatch.waits_for.is_(None))
        .order_by(ImportBatch.imported_at)
        .limit(1)
    ).first()


def say_imported_before(kind: str, scope: str, at: datetime) -> ImportReport:
    notice = f"这个文件已于 {at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 导入过，没有变化。"
    return ImportReport(kind, scope, notices=[notice], imported_before=at)
