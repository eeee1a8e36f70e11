from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from training.attendance.rules.late import Fate
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Source
from training.attendance.views.late.crediting import counts, is_untimely
from training.database import insert_new
from training.records.attendance.late import PunchRelease
from training.records.attendance.punches import Punch
from training.sheets.chunks import chunks

AT_ONCE = 500
Came = tuple[str, datetime, str]


def release_punches(
    session: Session,
    institution_id: int,
    kept: Iterable[tuple[PunchRow, Fate]],
    batch_of: Mapping[Source, int],
    names: Collection[str] = (),
    *,
    now: datetime,
) -> None:
    """What did not count, for its batch waits or its time was not possible yet, counts once it came so that
    it does by itself: on the same machine, or under any of the machine's names where they are given.

    A file releases nothing that waits or was refused: that is for the machine itself, or for a person.
    """
    came: dict[Came, Source] = {
        (row.number, row.punched_at, name): fate.source
        for row, fate in kept
        if fate.waits_for is None and not fate.is_moot
        for name in {row.device, *names}
    }
    if not came:
        return
    moments = [punched_at for _, punched_at, _ in came]
    idle = select(Punch.id, Punch.number, Punch.punched_at, Punch.device).where(
        Punch.institution_id == institution_id,
        Punch.device.in_({name for _, _, name in came}),
        Punch.punched_at.between(min(moments), max(moments)),
        is_untimely() if set(batch_of) == {Source.FILE} else ~counts(),
    )
    released = [
        {"punch_id": key, "batch_id": batch_of[came[number, punched_at, name]], "released_at": now}
        for key, number, punched_at, name in session.execute(idle)
        if (number, punched_at, name) in came
    ]
    # One that came again before, in a batch that waits, does not wait for that any more.
    keys = [each["punch_id"] for each in released]
    for some in chunks(keys, AT_ONCE):
        session.execute(delete(PunchRelease).where(PunchRelease.punch_id.in_(some)))
    insert_new(session, PunchRelease, released)
