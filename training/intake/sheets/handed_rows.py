"""All rows of a file of a known kind, read before anybody has to wait for what becomes of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from training.attendance.sheets.punches import read_punches
from training.attendance.sheets.watching import read_watching
from training.certificates.sheets.former_rows import read_former
from training.certificates.sheets.series_rows import read_series
from training.classes.sheets.filing import Filing, open_filing
from training.classes.sheets.roster import read_roster
from training.classes.sheets.roster_changes import read_changes
from training.classes.sheets.timetable import read_timetable
from training.eligibility.sheets.compared_sheet import read_compared
from training.eligibility.sheets.standard_sheet import read_standards
from training.errors import UnreadableFile
from training.follow_ups.sheets.follow_up_sheet import read_follow_ups
from training.intake.terms import FileKind
from training.notice.policy import Policy
from training.plans.sheets.plan_sheet import read_plans
from training.region.sheets.region_classes import read_region_classes
from training.region.sheets.region_people import read_region_people
from training.results.sheets.marks_sheet import read_marks
from training.sheets.reading import Reading
from training.subsidies.sheets.region_totals import read_region_totals
from training.teachers.sheets.teacher_sheet import read_teachers
from training.vouchers.sheets.voucher_sheet import read_vouchers

Row = TypeVar("Row")
MOST_ROWS = 200_000
"""Of one table; more of them make several files."""


class TooManyRows(UnreadableFile):
    """The file has more rows than are read at once."""

    def __init__(self) -> None:
        super().__init__(f"一张表超过 {MOST_ROWS:,} 行，请分成几个文件（例如一个月一个）再上传。")


class Standards(NamedTuple):
    """What the rows are read by: the day on which ages count, and the rules of that day."""

    day: date
    policy: Policy


@dataclass(frozen=True)
class HandedRows:
    """What a file holds, and how it was read."""

    kind: FileKind
    rows: list[Any]
    """Of a filing those of its class sheet."""
    reading: Reading
    roster: tuple[Any, ...] = ()
    timetable: tuple[Any, ...] = ()

    def as_filing(self) -> Filing:
        return Filing(iter(self.rows), iter(self.roster), iter(self.timetable))


def read_rows(path: Path, kind: FileKind, by: Standards, reading: Reading) -> HandedRows:
    """Raises UnreadableFile where it is no such table, RivalColumns and SeveralSheets where one must choose,
    and Busy where others' files are being read."""
    if kind is FileKind.FILING:
        return _read_filing(path, by, reading)
    return HandedRows(kind, _all(READERS[kind](path, by, reading)), reading)


def _read_filing(path: Path, by: Standards, reading: Reading) -> HandedRows:
    filing = open_filing(path, by.day, by.policy, reading)
    classes, roster, timetable = map(_all, (filing.classes, filing.roster, filing.timetable))
    return HandedRows(FileKind.FILING, classes, reading, tuple(roster), tuple(timetable))


def _all(rows: Iterable[Row]) -> list[Row]:
    read = list(islice(rows, MOST_ROWS + 1))
    if len(read) > MOST_ROWS:
        raise TooManyRows
    return read


Reader = Callable[[Path, Standards, Reading], Iterator[Any]]
READERS: dict[FileKind, Reader] = {
    FileKind.ROSTER: lambda path, by, reading: read_roster(path, by.day, by.policy, reading),
    FileKind.CHANGES: lambda path, by, reading: read_changes(path, by.day, by.policy, reading),
    FileKind.TIMETABLE: lambda path, by, reading: read_timetable(path, reading),
    FileKind.PUNCHES: lambda path, by, reading: read_punches(path, reading),
    FileKind.WATCHING: lambda path, by, reading: read_watching(path, reading),
    FileKind.PLANS: lambda path, by, reading: read_plans(path, reading),
    FileKind.MARKS: lambda path, by, reading: read_marks(path, reading),
    FileKind.TEACHERS: lambda path, by, reading: read_teachers(path, reading),
    FileKind.VOUCHERS: lambda path, by, reading: read_vouchers(path, reading),
    FileKind.FOLLOW_UPS: lambda path, by, reading: read_follow_ups(path, reading),
    FileKind.REGION: lambda path, by, reading: read_region_totals(path, by.day, reading),
    FileKind.REGION_CLASSES: lambda path, by, reading: read_region_classes(path, reading),
    FileKind.REGION_PEOPLE: lambda path, by, reading: read_region_people(path, reading),
    FileKind.FORMER: lambda path, by, reading: read_former(path, reading),
    FileKind.SERIES: lambda path, by, reading: read_series(path, reading),
    FileKind.STANDARDS: lambda path, by, reading: read_standards(path, reading),
    FileKind.COMPARED: lambda path, by, reading: read_compared(path, reading),
}
