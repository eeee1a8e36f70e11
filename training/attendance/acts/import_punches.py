"""Import what an attendance machine recorded (R43). The same punch twice is one punch."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from training.attendance.acts.keep_punches import Batches, Sorting, keep_punches
from training.attendance.acts.late.release_punches import release_punches
from training.attendance.acts.signals.signal_unpushed import signal_unpushed
from training.attendance.rules.late import Arrival
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.terms import Source
from training.attendance.views.late.came_early import came_early
from training.attendance.views.late.fates_of import fates_of_filed
from training.attendance.views.places import places_of
from training.classes.rules.places import by_number
from training.classes.views.choose_rule_set import choose_rule_set
from training.classes.views.imported_before import imported_before, say_imported_before
from training.notice.clock import shanghai_day
from training.records.classes.classes import Institution
from training.sheets.chunks import chunks
from training.sheets.hand_in import HandedFile, ImportReport

CHUNK = 10_000
IN_TIME = (Source.FILE, None)


def import_punches(
    session: Session,
    rows: Iterable[PunchRow],
    file: HandedFile,
    institution: Institution,
    *,
    accept_good_rows: bool = False,
) -> ImportReport:
    """Store the punches of an institution's machine, raw; numbers of no roster wait in quarantine.

    What is late, or what a machine in touch should have pushed, waits in a batch of its own to be accepted.
    Raises ImportRefused when rows cannot be read and the good ones were not asked for alone.
    """
    before, day = imported_before(session, "punches", institution.name, file), shanghai_day(file.handed_at)
    policy = choose_rule_set(session, None, day).policy
    if before:
        early = came_early(session, institution.id, policy, now=file.handed_at)
        rows = list(rows) if early else []
        if not any((row.number, row.punched_at, row.device) in early for row in rows):
            return say_imported_before("punches", institution.name, before)
    arrival = Arrival(file.handed_at, policy, is_proven=True)
    sorting = Sorting(
        institution.id,
        file.handed_at,
        by_number(places_of(session, institution.id)),
        policy,
        lambda own: fates_of_filed(session, institution.id, own, arrival),
    )
    batches = Batches("punches", institution.name, file)
    batches.report_of(session, IN_TIME)
    for chunk in chunks(rows, CHUNK):
        kept = keep_punches(session, sorting, chunk, batches)
        release_punches(
            session, institution.id, kept, {Source.FILE: batches.keys[IN_TIME]}, now=file.handed_at
        )
        signal_unpushed(session, institution, kept, now=file.handed_at)
    batches.close(session, accept_good_rows=accept_good_rows)
    return batches.in_all()
