"""Import a timetable (课程表): new lessons are added, dropped ones cancelled with a reason (R45, R51-R54)."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.acts.close_batch import close_batch
from training.classes.acts.open_batch import open_batch
from training.classes.acts.set_timetable import set_timetable
from training.classes.sheets.timetable import TimetableRow, wrong_cell
from training.classes.views.imported_before import imported_before, say_imported_before
from training.records.classes.classes import TrainingClass
from training.sheets.hand_in import HandedFile, ImportReport


def import_timetable(
    session: Session,
    rows: Iterable[TimetableRow],
    file: HandedFile,
    only_class: TrainingClass | None = None,
    *,
    reason: str = "",
    accept_good_rows: bool = False,
) -> ImportReport:
    """Bring the lessons of every class in the file to what it says.

    Without a `reason` lessons are only added; with one, lessons that the file no longer has are cancelled.
    Raises ImportRefused when the rules refuse the whole, or when rows are wrong and the good ones were not
    asked for alone; with a `reason` they never are, for a row that cannot be read would cancel its lesson.
    """
    scope = only_class.class_number if only_class else ""
    before = imported_before(session, "timetable", scope, file)
    # A reason gives the same file more to do than it did without.
    if before and not reason:
        return say_imported_before("timetable", scope, before)
    report = ImportReport("timetable", scope)
    batch = open_batch(session, "timetable", scope, file)
    for training_class, lessons in _by_class(session, rows, only_class, report):
        set_timetable(session, training_class, lessons, file, report, reason=reason)
    close_batch(batch, report, accept_good_rows and not reason)
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
