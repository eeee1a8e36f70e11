"""The month on one page (刷卡记录表): a person a row, a day a column, its times in one cell (R43).

The commonest report of attendance machines, in two layouts: the person's number in the row itself, or in a
row above that says 工号：1 姓名：张三.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain, islice, pairwise

from training.attendance.sheets.punch_columns import PUNCHES
from training.attendance.sheets.punch_rows import PunchRow, read_number, refused_row
from training.errors import UnreadableFile
from training.notice.clock import SHANGHAI
from training.notice.identity import plain
from training.sheets.cells import Cell, CellError, Sheet
from training.sheets.dates import read_date, read_times
from training.sheets.headers import HEADER_WITHIN_ROWS
from training.sheets.tables import cell_text

FEWEST_DAYS = 7
RANGE = re.compile(
    r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(?:~|～|至|到|-|—|--)+\s*(?:(20\d\d)[-/.年])?(\d{1,2})[-/.月](\d{1,2})"
)
MONTH = re.compile(r"(20\d\d)\s*[-/.年]\s*(\d{1,2})(?!\d)")
# When the page was made says nothing of the month that it shows.
MADE = re.compile(r"(制表|生成|打印|导出|统计)(日期|时间)")
DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:日|号)?(?:\s*[(（]?(?:星期|周)?[一二三四五六日天][)）]?)?")
MONTH_AND_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?(?:\s*[(（]?(?:星期|周)?[一二三四五六日天][)）]?)?")
HAS_A_TIME = re.compile(r"\d\s*[:：时点]\s*\d")


@dataclass(frozen=True)
class Matrix:
    """Where the days stand, and which they are."""

    row: int
    days: dict[int, date]
    """By column."""
    number: int | None
    """The column of the number; None where a row above each person's says it."""
    name: int | None


def find_matrix(sheet: Sheet) -> Matrix | None:
    """The matrix that a sheet holds; None where it is a table of another kind.

    Raises UnreadableFile where it is one, but does not say of which month and year.
    """
    head = list(islice(sheet.rows, HEADER_WITHIN_ROWS))
    for number, cells in head:
        labels = _labels(cells)
        if labels:
            fields = {PUNCHES.field_of(cell): at for at, cell in enumerate(cells) if isinstance(cell, str)}
            if fields.keys() & {"moment", "times"}:
                return None
            days = _days(labels, [row for row in head if row[0] <= number], sheet)
            return Matrix(number, days, fields.get("number"), fields.get("name"))
    return None


def read_matrix(sheet: Sheet, matrix: Matrix) -> Iterator[PunchRow]:
    """Every time of every cell; raises UnreadableFile where no cell has one."""
    found = 0
    people = _Person()
    for row, cells in sheet.rows:
        if row <= matrix.row:
            continue
        number = people.number_of(cells, matrix)
        for at, day in matrix.days.items():
            cell = cells[at] if at < len(cells) else ""
            for punch in _punches_of(row, number, day, cell, sheet.name):
                found += not punch.findings
                yield punch
    if not found:
        raise UnreadableFile(
            "这张月度考勤表里没有打卡时间（只有汇总或符号），不能据此计课时；"
            "请从考勤机导出刷卡记录或 attlog。"
        )


class _Person:
    """Whose row it is, where it may be said in the row above."""

    def __init__(self) -> None:
        self._number: str | None = None

    def number_of(self, cells: list[Cell], matrix: Matrix) -> str | None:
        if matrix.number is None:
            told = _told_number(cells)
            self._number = self._number if told is None else told
            return None if told is not None else self._number
        text = cell_text(cells[matrix.number]) if matrix.number < len(cells) else ""
        named = matrix.name is not None and matrix.name < len(cells) and cell_text(cells[matrix.name])
        # Merged over several rows of one person, the number stands in the first of them only.
        if text or named:
            self._number = text
        return self._number


def _told_number(cells: list[Cell]) -> str | None:
    """What follows the heading of the number in a row such as 工号：1 姓名：张三; None in any other row."""
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            heading, _, value = plain(cell).partition(":")
            if PUNCHES.field_of(heading) == "number":
                return value.strip() or next(
                    (text for each in cells[at + 1 :] if (text := cell_text(each))), ""
                )
    return None


def _punches_of(row: int, number: str | None, day: date, cell: Cell, sheet: str) -> Iterator[PunchRow]:
    text = str(cell).strip() if cell is not None else ""
    column = f"{day.month}月{day.day}日"
    if isinstance(cell, CellError):
        yield refused_row(row, column, text, "是表格的公式错误，不是打卡时间。", sheet)
        return
    if (isinstance(cell, str) and not HAS_A_TIME.search(text)) or number is None or not text:
        return
    times, read = read_times(cell), read_number(number)
    if read is None:
        yield refused_row(row, "考勤号码", number, "考勤号应为数字。", sheet)
    elif not times:
        yield refused_row(
            row, column, text[:60], "看不懂这一格的时间；应为 08:12 11:40，用空格或换行分开。", sheet
        )
    for each in times if read else ():
        at = datetime.combine(day + timedelta(days=each.days_later), each.at, SHANGHAI)
        yield PunchRow(row, str(read), at)


Label = tuple[int | None, int | None, date | None]
"""A month, a day of it, or a whole date."""


def _labels(cells: list[Cell]) -> dict[int, Label]:
    """The days in a row of them, by column; empty where it is none."""
    labels = {at: label for at, cell in enumerate(cells) if (label := _label(cell))}
    in_a_row = [(labels[a], labels[b]) for a, b in pairwise(sorted(labels))]
    following = sum(1 for first, second in in_a_row if _follows(first, second))
    enough = FEWEST_DAYS - 1 if all(label[0] is None and label[2] is None for label in labels.values()) else 2
    return labels if following >= enough and following >= len(labels) - 2 else {}


def _label(cell: Cell) -> Label | None:
    if isinstance(cell, datetime | date):
        return None, None, read_date(cell)
    text = cell_text(cell) if isinstance(cell, float | int) and not isinstance(cell, bool) else cell
    if not isinstance(text, str):
        return None
    text = plain(text)
    whole = read_date(text) if len(text) >= len("2026-1-1") else None
    if whole:
        return None, None, whole
    if found := DAY_OF_MONTH.fullmatch(text):
        return (None, int(found.group(1)), None) if 1 <= int(found.group(1)) <= 31 else None
    if found := MONTH_AND_DAY.fullmatch(text):
        month, day = int(found.group(1)), int(found.group(2))
        return (month, day, None) if 1 <= month <= 12 and 1 <= day <= 31 else None
    return None


def _follows(first: Label, second: Label) -> bool:
    if first[2] and second[2]:
        return second[2] - first[2] == timedelta(days=1)
    if first[1] is None or second[1] is None:
        return False
    return second[1] == first[1] + 1 or (second[1] == 1 and first[1] >= 28)


def _days(labels: dict[int, Label], head: Sequence[tuple[int, list[Cell]]], sheet: Sheet) -> dict[int, date]:
    if all(label[2] for label in labels.values()):
        return {at: label[2] for at, label in labels.items() if label[2]}
    texts = [sheet.name, *(plain(cell) for cell in chain(*(row for _, row in head)) if isinstance(cell, str))]
    first = _first_day(texts, labels)
    days: dict[int, date] = {}
    for at, (month, day, _) in sorted(labels.items()):
        found = _next_day(first, month, day) if not days else days[max(days)] + timedelta(days=1)
        if found is None or found.day != day or (month and month != found.month):
            raise UnreadableFile(f"月度考勤表的日期不连续，或与标题里的月份不符（{month or ''}{day} 日）。")
        days[at] = found
    return days


def _next_day(first: date, month: int | None, day: int | None) -> date | None:
    """The first day of that number on or after `first`, within a month."""
    days = (first + timedelta(days=each) for each in range(31))
    return next((each for each in days if each.day == day and month in (None, each.month)), None)


def _first_day(texts: list[str], labels: dict[int, Label]) -> date:
    """Where the page says that it begins; of two that it says neither is taken."""
    told: set[date] = set()
    for text in texts:
        ranges = RANGE.findall(text)
        for year, month, day, *_ in ranges:
            told.update(_day(int(year), int(month), int(day)))
        if not ranges and not MADE.search(text):
            for year, month in MONTH.findall(text):
                told.update(_day(int(year), int(month), 1))
    if len(told) != 1:
        raise UnreadableFile(
            "看不出月度考勤表是哪年哪月的：请在表头上面写明，"
            "如“考勤时间：2026-03-01 ~ 2026-03-31”或“2026年3月”，或改用考勤机的刷卡记录（attlog）导出。"
        )
    return told.pop()


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
