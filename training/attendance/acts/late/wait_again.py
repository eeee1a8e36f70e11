from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Source, WaitsFor
from training.attendance.views.late.crediting import waits_anew
from training.database import insert_new
from training.records.attendance.late import PunchRelease
from training.records.attendance.punches import Punch
from training.records.classes.batches import ImportBatch
from training.sheets.chunks import chunks

AT_ONCE = 500


def wait_again(
    session: Session, institution_id: int, rows: Sequence[PunchRow], batch: ImportBatch, *, now: datetime
) -> int:
    """What is stored and waits anew now that it comes again, waits in this batch, and in no other any more.

    Accepted, it counts like everything else of the batch. Says how many there are.
    """
    by_machine = batch.source is not Source.FILE and batch.waits_for is not WaitsFor.UNPROVED
    came = {(row.number, row.punched_at, row.device) for row in rows}
    moments = [row.punched_at for row in rows]
    stored = select(Punch.id, Punch.number, Punch.punched_at, Punch.device).where(
        Punch.institution_id == institution_id,
        Punch.device.in_({row.device for row in rows}),
        Punch.punched_at.between(min(moments), max(moments)),
        waits_anew(by_machine=by_machine),
    )
    found = [
        {"punch_id": key, "batch_id": batch.id, "released_at": now}
        for key, *whose in session.execute(stored)
        if tuple(whose) in came
    ]
    for some in chunks([each["punch_id"] for each in found], AT_ONCE):
        session.execute(delete(PunchRelease).where(PunchRelease.punch_id.in_(some)))
    return insert_new(session, PunchRelease, found)
