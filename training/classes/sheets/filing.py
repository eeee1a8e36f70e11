"""The filing workbook (班级备案): class sheet, roster and timetable in one file (R25, R26)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.class_sheet import ClassRow, is_class_sheet, read_class_sheet
from training.classes.sheets.roster import RosterRow, read_roster
from training.classes.sheets.roster_columns import ROSTER
from training.classes.sheets.timetable import TIMETABLE, TimetableRow, read_timetable
from training.errors import UnreadableFile
from training.notice.policy import Policy
from training.sheets.books import open_sheets
from training.sheets.cells import Sheet
from training.sheets.choosing import has_rows_of, is_ours, note_other_sheets, several_sheets
from training.sheets.columns import Table
from training.sheets.header_refusals import no_such_choice
from training.sheets.reading import Reading

TABLES = (CLASS_SHEET, ROSTER, TIMETABLE)


@dataclass(frozen=True)
class Filing:
    """The three sheets, each read when it is iterated; no timetable rows where the sheet is absent."""

    classes: Iterator[ClassRow]
    roster: Iterator[RosterRow]
    timetable: Iterator[TimetableRow]


def open_filing(path: Path, on: date, policy: Policy, reading: Reading | None = None) -> Filing:
    """Finds the sheets by their names, else by what they hold; all others are noted in `reading`.

    Raises UnreadableFile where 班级信息 or 学员名册 is missing, naming the sheets that there are, and where
    two sheets could be one of them.
    """
    reading = reading or Reading()
    for title in reading.columns:
        if not any(table.field_of(title) for table in TABLES):
            raise no_such_choice(title, TABLES)
    sheets = [sheet for sheet in open_sheets(path) if not is_ours(sheet)]
    roster = _find(sheets, ROSTER, _has_rows_of(ROSTER))
    timetable = _find([sheet for sheet in sheets if sheet is not roster], TIMETABLE, _has_rows_of(TIMETABLE))
    others = [sheet for sheet in sheets if sheet is not roster and sheet is not timetable]
    classes = _need(_find(others, CLASS_SHEET, is_class_sheet), CLASS_SHEET, sheets, path)
    roster = _need(roster, ROSTER, sheets, path)
    note_other_sheets(sheets, (roster, timetable, classes), reading)
    return Filing(
        classes=read_class_sheet(classes, _of(CLASS_SHEET, reading)),
        roster=read_roster(roster, on, policy, _of(ROSTER, reading)),
        timetable=read_timetable(timetable, _of(TIMETABLE, reading)) if timetable else iter(()),
    )


def _of(table: Table, reading: Reading) -> Reading:
    """The same reading with those of its choices that are about this table."""
    own = {title: letters for title, letters in reading.columns.items() if table.field_of(title)}
    return replace(reading, columns=own)


def _need(found: Sheet | None, table: Table, sheets: list[Sheet], path: Path) -> Sheet:
    if found is None:
        there = "、".join(sheet.name or "（文本）" for sheet in sheets)
        raise UnreadableFile(
            f"{path.name} 缺少工作表“{table.title}”，现有：{there}。模板在工作台“导入”页下载。"
        )
    return found


def _find(sheets: list[Sheet], table: Table, holds: Callable[[Sheet], bool]) -> Sheet | None:
    """Called so, else holding so, visible sheets before hidden ones; raises UnreadableFile where two do."""
    visible = [sheet for sheet in sheets if sheet.is_visible]
    for some in (visible, sheets):
        for fitting in (
            [sheet for sheet in some if table.is_called(sheet.name)],
            [sheet for sheet in some if holds(sheet)],
        ):
            if len(fitting) > 1:
                raise several_sheets(fitting, table)
            if fitting:
                return fitting[0]
    return None


def _has_rows_of(table: Table) -> Callable[[Sheet], bool]:
    return lambda sheet: has_rows_of(sheet, table)
