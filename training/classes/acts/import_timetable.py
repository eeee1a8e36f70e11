"""Import a timetable (课程表): new lessons are added, dropped ones cancelled with a reason (R45, R51-R54)."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.acts.set_timetable import set_timetable
from training.classes.sheets.timetable import TimetableRow, wrong_cell
from training.classes.views.imported_before import imported_before, say_imported_before
from training.records.classes.classes import TrainingClass
from training.sheets.hand_in import HandedFile, ImportReport, OpenImport


@dataclass(frozen=True)
class Reach:
    """How far a timetable goes: without a `reason` lessons are only added.

    With one, lessons that the file no longer has are cancelled, and good rows are never accepted alone: a row
    that cannot be read would cancel its lesson.
    """

    reason: str = ""
    accept_good_rows: bool = False


ADDING = Reach()


def import_timetable(
    session: Session,
    rows: Iterable[TimetableRow],
    file: HandedFile,
    only_class: TrainingClass | None = None,
    reach: Reach = ADDING,
) -> ImportReport:
    """Bring the lessons of every class in the file to what it says.

    Raises ImportRefused when the rules refuse the whole, or when rows are wrong and the good ones were not
    asked for alone.
    """
    scope = only_class.class_number if only_class else ""
    before = imported_before(session, "timetable", scope, file)
    # A reason gives the same file more to do than it did without.
    if before and not reach.reason:
        return say_imported_before("timetable", scope, before)
    report = ImportReport("timetable", scope)
    batch = open_batch(session, "timetable", scope, file)
    into = OpenImport(file, batch.id, report)
    for training_class, lessons in _by_class(session, rows, only_class, report):
        set_timetable(session, training_class, lessons, into, reason=reach.reason)
    close_batch(batch, report, reach.accept_good_rows and not reach.reason)
    return report


def _by_class(
    session: Session, rows: Iterable[TimetableRow], only_class: TrainingClass | None, report: ImportReport
) -> list[tuple[TrainingClass, list[TimetableRow]]]:
    """Sort the rows by class; a row of no known class is refused."""
    classes: dict[str, TrainingClass | None] = {}
    sorted_rows: dict[str, list[TimetableRow]] = {}
    for row in rows:
        number = row.class_number or (only_class.class_number if only_class else "")
        if number not in classes:
            named = select(TrainingClass).where(TrainingClass.class_number == number)
            classes[number] = session.scalars(named).one_or_none()
        report.findings.extend(row.findings)
        if not row.is_good:
            report.refused += 1
        elif classes[number] is None or (only_class and number != only_class.class_number):
            report.refuse(wrong_cell(row, "班号", number, "没有这个班号，或与指定的班级不同。"))
        else:
            sorted_rows.setdefault(number, []).append(row)
    return [
        (known, sorted_rows[number]) for number, known in classes.items() if known and number in sorted_rows
    ]
