"""The filing workbook (班级备案): class sheet, roster and timetable in one file (R25, R26)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.class_sheet import ClassRow, read_class_sheet
from training.classes.sheets.roster import ROSTER, RosterRow, read_roster
from training.classes.sheets.timetable import TIMETABLE, TimetableRow, read_timetable
from training.errors import UnreadableFile
from training.notice.policy import Policy
from training.sheets.sheets import Sheet, open_sheets
from training.sheets.tables import Table, bare_heading


@dataclass(frozen=True)
class Filing:
    """The three sheets, each read when it is iterated; no timetable rows where the sheet is absent."""

    classes: Iterator[ClassRow]
    roster: Iterator[RosterRow]
    timetable: Iterator[TimetableRow]


def open_filing(path: Path, on: date, policy: Policy) -> Filing:
    """Raises UnreadableFile where 班级信息 or 学员名册 is missing, naming the sheets that there are."""
    sheets = open_sheets(path)
    timetable = _find(sheets, TIMETABLE)
    return Filing(
        classes=read_class_sheet(_need(sheets, CLASS_SHEET, path)),
        roster=read_roster(_need(sheets, ROSTER, path), on, policy),
        timetable=read_timetable(timetable) if timetable else iter(()),
    )


def _need(sheets: list[Sheet], table: Table, path: Path) -> Sheet:
    found = _find(sheets, table)
    if found is None:
        there = "、".join(sheet.name or "（文本）" for sheet in sheets)
        raise UnreadableFile(
            f"{path.name} 缺少工作表“{table.title}”，现有：{there}。可用 chaban template filing 取模板。"
        )
    return found


def _find(sheets: list[Sheet], table: Table) -> Sheet | None:
    titles = {bare_heading(title) for title in (table.title, *table.other_titles)}
    return next((sheet for sheet in sheets if bare_heading(sheet.name) in titles), None)
