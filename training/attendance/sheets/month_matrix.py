"""The month on one page (刷卡记录表): a person a row, a day a column, its times in one cell (R43).

The commonest report of attendance machines, in two layouts: the person's number in the row itself, or in a
row above that says 工号：1 姓名：张三.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from training.attendance.sheets.month_days import Label, days_of, labels_in
from training.attendance.sheets.punch_columns import OF_THE_SHIFT, PUNCHES
from training.attendance.sheets.punch_rows import LOST_DIGITS, PunchRow, read_number, refused_row
from training.errors import UnreadableFile
from training.notice.clock import SHANGHAI
from training.notice.identity import plain
from training.sheets.cells import Cell, CellError, Sheet, is_rounded, letters_of
from training.sheets.choosing import note_other_sheets
from training.sheets.dates import read_times
from training.sheets.headers import HEADER_WITHIN_ROWS, places_in_row
from training.sheets.reading import Reading
from training.sheets.tables import cell_text

HAS_A_TIME = re.compile(r"\d\s*[:：时点]\s*\d")
# 0812 1140 is a time too, to a person; here it is refused and not passed over.
LOOKS_LIKE_A_TIME = re.compile(r"\d{3}")
KINDS_OF_ROWS = ("类别", "项目", "统计项", "统计项目", "内容", "班次")
NUMBER = PUNCHES.title_of("number")
NO_TIMES = "这张月度考勤表里没有打卡时间（只有汇总或符号），不能据此计课时；请从考勤机导出刷卡记录或 attlog。"
NO_NUMBER = "这张月度考勤表里没有找到“工号”或“考勤号码”，不知道打卡是谁的；请导出带工号的刷卡记录。"


@dataclass(frozen=True)
class Matrix:
    """Where the days stand, and which they are."""

    row: int
    labels: dict[int, Label]
    days: dict[int, date]
    """By column."""
    headings: dict[int, str]
    number: int | None
    """The column of the number; None where a row above each person's says it."""
    name: int | None


def find_matrix(sheet: Sheet, reading: Reading) -> Matrix | None:
    """The matrix that a sheet holds; None where it is a table of another kind.

    Raises UnreadableFile where it is one, but does not say of which month and year, and RivalColumns.
    """
    head = list(islice(sheet.rows, HEADER_WITHIN_ROWS))
    for number, cells in head:
        labels = labels_in(cells)
        if labels:
            headings = {
                at: cell for at, cell in enumerate(cells) if isinstance(cell, str) and at not in labels
            }
            if {PUNCHES.field_of(heading) for heading in headings.values()} & {"moment", "times"}:
                return None
            above = [
                plain(cell) for row, own in head if row <= number for cell in own if isinstance(cell, str)
            ]
            if any(word in text for text in (sheet.name, *above) for word in OF_THE_SHIFT[:2]):
                return None
            _refuse_kinds_of_rows(headings)
            days = days_of(labels, [sheet.name, *above])
            places = places_in_row((number, cells), sheet, PUNCHES, reading.columns)
            return Matrix(number, labels, days, headings, places.get("number"), places.get("name"))
    return None


def _refuse_kinds_of_rows(headings: dict[int, str]) -> None:
    for at, heading in headings.items():
        if plain(heading) in KINDS_OF_ROWS:
            raise UnreadableFile(
                f"月度考勤表的 {letters_of(at)} 列“{heading}”说明每人有几种行，分不清哪些是打卡时间；"
                "请从考勤机导出刷卡记录或 attlog。"
            )


def read_matrices(
    matrices: Sequence[tuple[Sheet, Matrix]], sheets: Sequence[Sheet], reading: Reading
) -> Iterator[PunchRow]:
    """Every time of every cell, a month a sheet; what has none is named.

    Raises UnreadableFile where no sheet has any.
    """
    used, found, people = [], 0, 0
    for sheet, matrix in matrices:
        months = _Reader(sheet, matrix, reading)
        rows = list(months.rows())
        found, people = found + len(rows), people + months.people
        if rows:
            used.append(sheet)
        yield from rows
    if not found:
        raise UnreadableFile(NO_TIMES if people else NO_NUMBER)
    note_other_sheets(sheets, used, reading)


class _Reader:
    """Reads one sheet, and knows whose row it is where that is said in the row above."""

    def __init__(self, sheet: Sheet, matrix: Matrix, reading: Reading):
        self._sheet, self._matrix, self._reading = sheet, matrix, reading
        self._number: Cell = None
        self._used = {*matrix.days, *(at for at in (matrix.number, matrix.name) if at is not None)}
        self._beside: set[int] = set()
        self.people = 0

    def rows(self) -> Iterator[PunchRow]:
        for row, cells in self._sheet.rows:
            if row <= self._matrix.row or self._is_header_again(row, cells):
                continue
            is_persons, number = self._whose(cells)
            self.people += number is not None
            if not is_persons:
                yield from self._between(row, cells)
                for at, day in self._matrix.days.items():
                    cell = cells[at] if at < len(cells) else ""
                    yield from _punches_of(row, number, day, cell, self._sheet.name)
        for at in sorted(self._beside - self._used):
            heading = self._matrix.headings.get(at, "") or "没有表头"
            self._reading.unread.columns.append(f"{letters_of(at)}（{heading}）")

    def _is_header_again(self, row: int, cells: list[Cell]) -> bool:
        labels = labels_in(cells)
        if labels and labels != self._matrix.labels:
            where = f"工作表“{self._sheet.name}”" if self._sheet.name else "文件"
            raise UnreadableFile(
                f"{where}第 {row} 行又是一行日期，与第 {self._matrix.row} 行的不同；请分成两张工作表再导入。"
            )
        return bool(labels)

    def _whose(self, cells: list[Cell]) -> tuple[bool, Cell]:
        """Whether the row only says whose the next ones are; and the number."""
        matrix = self._matrix
        if matrix.number is None:
            told = _told_number(cells)
            self._number = self._number if told is None else told
            return told is not None, self._number
        own = cells[matrix.number] if matrix.number < len(cells) else ""
        named = matrix.name is not None and matrix.name < len(cells) and cell_text(cells[matrix.name])
        # Merged over several rows of one person, the number stands in the first of them only.
        if cell_text(own) or named:
            self._number = own
        return False, self._number

    def _between(self, row: int, cells: list[Cell]) -> Iterator[PunchRow]:
        """What stands beside the days: named, or refused where a merged day has more columns than one."""
        first, last = min(self._matrix.days), max(self._matrix.days)
        for at, cell in enumerate(cells):
            if at in self._used or cell in ("", None):
                continue
            if first < at <= last + 1 and not self._matrix.headings.get(at) and HAS_A_TIME.search(str(cell)):
                message = "这一格上面没有日期（一天占了几列），不能算作哪一天；请导出一天一列的刷卡记录。"
                yield refused_row(row, letters_of(at), str(cell)[:60], message, self._sheet.name)
            else:
                self._beside.add(at)


def _told_number(cells: list[Cell]) -> str | None:
    """What follows the heading of the number in a row such as 工号：1 姓名：张三; None in any other row."""
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            heading, _, value = plain(cell).partition(":")
            if PUNCHES.field_of(heading) == "number":
                following = (text for each in cells[at + 1 :] if (text := cell_text(each)))
                return next(iter(value.split()), None) or next(following, "")
    return None


def _punches_of(row: int, number: Cell, day: date, cell: Cell, sheet: str) -> Iterator[PunchRow]:
    text, column = str(cell).strip() if cell is not None else "", f"{day.month}月{day.day}日"
    if isinstance(cell, CellError):
        yield refused_row(row, column, text, "是表格的公式错误，不是打卡时间。", sheet)
        return
    is_mark = isinstance(cell, str) and not (HAS_A_TIME.search(text) or LOOKS_LIKE_A_TIME.search(text))
    if is_mark or not text:
        return
    times, read = read_times(cell), read_number(cell_text(number))
    if is_rounded(number):
        yield refused_row(row, NUMBER, cell_text(number), LOST_DIGITS, sheet)
    elif read is None:
        yield refused_row(
            row, NUMBER, cell_text(number), "考勤号应为数字；这一行上面没有工号的也不能算。", sheet
        )
    elif not times:
        message = "看不懂这一格的时间；应为 08:12 11:40，用空格或换行分开。"
        yield refused_row(row, column, text[:60], message, sheet)
    for each in times if read and not is_rounded(number) else ():
        at = datetime.combine(day + timedelta(days=each.days_later), each.at, SHANGHAI)
        yield PunchRow(row, str(read), at)
