"""Import a roster (学员名册): people once, their places in classes (R25, R26)."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.enrol_rows import enrol_rows
from training.classes.acts.open_batch import open_batch
from training.classes.sheets.roster import RosterRow
from training.classes.views.imported_before import imported_before, say_imported_before
from training.records.classes.classes import TrainingClass
from training.sheets.hand_in import HandedFile, ImportReport, OpenImport


def import_roster(
    session: Session,
    rows: Iterable[RosterRow],
    file: HandedFile,
    only_class: TrainingClass | None = None,
    *,
    accept_good_rows: bool = False,
) -> ImportReport:
    """Enrol every person of the file; rows name their class by 班号 unless `only_class` does.

    Raises ImportRefused when rows are wrong and the good ones were not asked for alone.
    """
    scope = only_class.class_number if only_class else ""
    if before := imported_before(session, "roster", scope, file):
        return say_imported_before("roster", scope, before)
    report = ImportReport("roster", scope)
    batch = open_batch(session, "roster", scope, file)
    enrol_rows(session, rows, OpenImport(file, batch.id, report), only_class)
    close_batch(batch, report, accept_good_rows)
    return report
