"""Import what an attendance machine recorded (R43). The same punch twice is one punch."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from training.attendance.acts.keep_punches import Sorting, keep_punches
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.views.places import places_of
from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.rules.places import by_number
from training.classes.views.choose_rule_set import choose_rule_set
from training.classes.views.imported_before import imported_before, say_imported_before
from training.notice.clock import SHANGHAI
from training.records.classes.classes import Institution
from training.sheets.chunks import chunks
from training.sheets.hand_in import HandedFile, ImportReport

CHUNK = 10_000


def import_punches(
    session: Session,
    rows: Iterable[PunchRow],
    file: HandedFile,
    institution: Institution,
    *,
    accept_good_rows: bool = False,
) -> ImportReport:
    """Store the punches of an institution's machine, raw; numbers of no roster wait in quarantine.

    Raises ImportRefused when rows cannot be read and the good ones were not asked for alone.
    """
    if before := imported_before(session, "punches", institution.name, file):
        return say_imported_before("punches", institution.name, before)
    report = ImportReport("punches", institution.name)
    batch = open_batch(session, "punches", institution.name, file)
    sorting = Sorting(
        institution.id,
        batch.id,
        file.handed_at,
        by_number(places_of(session, institution.id)),
        choose_rule_set(session, None, file.handed_at.astimezone(SHANGHAI).date()).policy,
    )
    for chunk in chunks(rows, CHUNK):
        keep_punches(session, sorting, chunk, report)
    close_batch(batch, report, accept_good_rows)
    return report
