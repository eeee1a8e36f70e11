"""Which days stand above the columns of a month on one page (刷卡记录表)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from training.errors import UnreadableFile
from training.notice.identity import plain
from training.sheets.cells import Cell
from training.sheets.dates import read_date
from training.sheets.tables import cell_text

FEWEST_DAYS = 7
RANGE = re.compile(
    r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})日?\s*(?:~|～|至|到|-|—|--)+\s*(?:(20\d\d)[-/.年])?(\d{1,2})[-/.月](\d{1,2})"
)
# 2026-1班 is a class and no month.
MONTH = re.compile(r"(20\d\d)\s*(?:年\s*(\d{1,2})(?!\d)|[-/.]\s*(\d{1,2})(?![\d班期号次级届]))")
BARE_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月(?!\s*\d)")
# When the page was made says nothing of the month that it shows.
MADE = re.compile(r"(制表|生成|打印|导出|统计)(日期|时间)")
DAY_OF_MONTH = re.compile(r"(\d{1,2})(?:日|号)?(?:\s*[(（]?(?:星期|周)?[一二三四五六日天][)）]?)?")
MONTH_AND_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?(?:\s*[(（]?(?:星期|周)?[一二三四五六日天][)）]?)?")
WHICH_MONTH = (
    "看不出月度考勤表是哪年哪月的：请在表头上面写明，"
    "如“考勤时间：2026-03-01 ~ 2026-03-31”或“2026年3月”，或改用考勤机的刷卡记录（attlog）导出。"
)
Label = tuple[int | None, int | None, date | None]
"""A month, a day of it, or a whole date."""


def labels_in(cells: Sequence[Cell]) -> dict[int, Label]:
    """The days in a row of them, by column; empty where it is none."""
    labels = {at: label for at, cell in enumerate(cells) if (label := _label(cell))}
    in_a_row = [(labels[a], labels[b]) for a, b in pairwise(sorted(labels))]
    following = sum(1 for first, second in in_a_row if _follows(first, second))
    enough = FEWEST_DAYS - 1 if all(label[0] is None and label[2] is None for label in labels.values()) else 2
    return labels if following >= enough and following >= len(labels) - 2 else {}


def days_of(labels: Mapping[int, Label], texts: Sequence[str]) -> dict[int, date]:
    """The date of each column, by what the labels and the texts above them say.

    Raises UnreadableFile where they do not say of which month and year, or contradict one another.
    """
    if all(label[2] for label in labels.values()):
        return {at: label[2] for at, label in labels.items() if label[2]}
    first = _first_day(texts)
    days: dict[int, date] = {}
    for at, (month, day, _) in sorted(labels.items()):
        found = _next_day(first, month, day) if not days else days[max(days)] + timedelta(days=1)
        if found is None or found.day != day or (month and month != found.month):
            raise UnreadableFile(f"月度考勤表的日期不连续，或与标题里的月份不符（{month or ''}{day} 日）。")
        days[at] = found
    return days


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


def _next_day(first: date, month: int | None, day: int | None) -> date | None:
    """The first day of that number on or after `first`, within a month."""
    days = (first + timedelta(days=each) for each in range(31))
    return next((each for each in days if each.day == day and month in (None, each.month)), None)


def _first_day(texts: Sequence[str]) -> date:
    """Where the page says that it begins; of two that it says neither is taken."""
    told: set[date] = set()
    bare: set[int] = set()
    for text in texts:
        ranges = RANGE.findall(text)
        for year, month, day, *_ in ranges:
            told.update(_day(int(year), int(month), int(day)))
        if not ranges and not MADE.search(text):
            for year, by_word, by_mark in MONTH.findall(text):
                told.update(_day(int(year), int(by_word or by_mark), 1))
            bare.update(int(month) for month in BARE_MONTH.findall(MONTH.sub("", text)))
    if len(told) != 1 or bare - {each.month for each in told}:
        raise UnreadableFile(WHICH_MONTH)
    return told.pop()


def _day(year: int, month: int, day: int) -> Iterator[date]:
    try:
        yield date(year, month, day)
    except ValueError:
        return
