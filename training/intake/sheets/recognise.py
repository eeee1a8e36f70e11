"""What kind of table a file holds, told by what is in it and never by its name."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from training.attendance.sheets.attlog import is_attlog
from training.attendance.sheets.month_matrix import find_matrix
from training.attendance.sheets.punch_columns import PUNCHES
from training.attendance.sheets.watching import WATCHING
from training.certificates.sheets.former_rows import FORMER
from training.certificates.sheets.series_rows import SERIES
from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.class_sheet import is_class_sheet
from training.classes.sheets.roster_changes import CHANGES
from training.classes.sheets.roster_columns import ROSTER
from training.classes.sheets.timetable import TIMETABLE
from training.eligibility.sheets.compared_sheet import COMPARED
from training.eligibility.sheets.standard_sheet import STANDARDS
from training.errors import UnreadableFile
from training.follow_ups.sheets.follow_up_sheet import FOLLOW_UPS
from training.intake.terms import FileKind
from training.plans.sheets.plan_sheet import PLANS
from training.region.sheets.region_classes import REGION_CLASSES
from training.region.sheets.region_people import REGION_PEOPLE
from training.results.sheets.marks_sheet import MARKS
from training.sheets.cells import Sheet
from training.sheets.choosing import has_rows_of, is_ours
from training.sheets.columns import Table
from training.sheets.reading import Reading
from training.subsidies.sheets.region_totals import REGION_TOTALS
from training.teachers.sheets.teacher_sheet import TEACHERS
from training.vouchers.sheets.voucher_sheet import VOUCHERS

TABLES: tuple[tuple[FileKind, Table], ...] = (
    (FileKind.ROSTER, ROSTER),
    (FileKind.TIMETABLE, TIMETABLE),
    (FileKind.PUNCHES, PUNCHES),
    (FileKind.WATCHING, WATCHING),
    (FileKind.REGION, REGION_TOTALS),
    (FileKind.PLANS, PLANS),
    (FileKind.FORMER, FORMER),
    (FileKind.SERIES, SERIES),
    (FileKind.MARKS, MARKS),
    (FileKind.TEACHERS, TEACHERS),
    (FileKind.STANDARDS, STANDARDS),
    (FileKind.COMPARED, COMPARED),
)


OF_REGION = ((FileKind.REGION_PEOPLE, REGION_PEOPLE), (FileKind.REGION_CLASSES, REGION_CLASSES))
"""The wider one first: people have the number of their class too."""


def recognise(path: Path, sheets: Sequence[Sheet]) -> tuple[FileKind, ...]:
    """Every kind that the file could be; none where it is no table of ours, several where a person chooses.

    A filing holds a roster, 人员增减 the columns of one, 培训券发放 too: the wider kind stands alone. What
    bears the region's own number of a class is the region's, though it has the columns of a filing or of a
    roster.
    """
    if is_attlog(path):
        return (FileKind.PUNCHES,)
    seen = [sheet for sheet in sheets if sheet.is_visible and not is_ours(sheet)]
    of_region = tuple(kind for kind, table in OF_REGION if any(has_rows_of(sheet, table) for sheet in seen))
    if of_region:
        return of_region[:1]
    if any(CLASS_SHEET.is_called(sheet.name) or is_class_sheet(sheet) for sheet in seen):
        return (FileKind.FILING,)
    if any(has_rows_of(sheet, CHANGES) for sheet in seen):
        return (FileKind.CHANGES,)
    if any(has_rows_of(sheet, VOUCHERS) for sheet in seen):
        return (FileKind.VOUCHERS,)
    if any(has_rows_of(sheet, FOLLOW_UPS) for sheet in seen):
        return (FileKind.FOLLOW_UPS,)
    if any(_is_matrix(sheet) for sheet in seen):
        return (FileKind.PUNCHES,)
    return tuple(kind for kind, table in TABLES if any(has_rows_of(sheet, table) for sheet in seen))


def _is_matrix(sheet: Sheet) -> bool:
    with suppress(UnreadableFile):
        return find_matrix(sheet, Reading()) is not None
    return True
