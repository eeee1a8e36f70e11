from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.attendance.rules.late import Fate
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Source
from training.attendance.views.late.crediting import is_held
from training.database import insert_new
from training.records.attendance.devices import Device
from training.records.attendance.late import PunchRelease
from training.records.attendance.punches import Punch


def release_punches(
    session: Session,
    device: Device,
    kept: Iterable[tuple[PunchRow, Fate]],
    batch_of: Mapping[Source, int],
    *,
    now: datetime,
) -> None:
    """What waits, under whichever name of the machine, counts once the same punch came live and counts."""
    live = {
        (row.number, row.punched_at): fate.source
        for row, fate in kept
        if fate.waits_for is None and not fate.is_moot
    }
    if not live:
        return
    moments = [punched_at for _, punched_at in live]
    held = select(Punch.id, Punch.number, Punch.punched_at).where(
        Punch.institution_id == device.institution_id,
        Punch.device.in_({device.name, device.number} - {""}),
        Punch.punched_at.between(min(moments), max(moments)),
        is_held(),
    )
    released = [
        {"punch_id": key, "batch_id": batch_of[live[number, punched_at]], "released_at": now}
        for key, number, punched_at in session.execute(held)
        if (number, punched_at) in live
    ]
    insert_new(session, PunchRelease, released)
