from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.late.crediting import is_untimely
from training.database import insert_new
from training.records.attendance.late import PunchRelease
from training.records.attendance.punches import Punch


def wait_again(
    session: Session, institution_id: int, rows: Sequence[PunchRow], batch_id: int, *, now: datetime
) -> int:
    """What was stored before its time could be, and comes again so that it waits, waits in this batch.

    Accepted, it counts like everything else of the batch. Says how many there are.
    """
    came = {(row.number, row.punched_at, row.device) for row in rows}
    moments = [row.punched_at for row in rows]
    stored = select(Punch.id, Punch.number, Punch.punched_at, Punch.device).where(
        Punch.institution_id == institution_id,
        Punch.device.in_({row.device for row in rows}),
        Punch.punched_at.between(min(moments), max(moments)),
        is_untimely(),
    )
    found = [
        {"punch_id": key, "batch_id": batch_id, "released_at": now}
        for key, *whose in session.execute(stored)
        if tuple(whose) in came
    ]
    return insert_new(session, PunchRelease, found)
