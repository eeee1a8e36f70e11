"""Lines of the region's files: a number, and text by field, days and sums in one spelling."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from training.notice.identity import plain
from training.notice.money import BadAmount, read_fen, yuan
from training.notice.terms import Severity
from training.region.terms import Field
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Table
from training.sheets.dates import read_date
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

DAYS = (Field.STARTS, Field.ENDS, Field.ISSUED, Field.PAID)
SPACED = (Field.NAME,)
"""Of a name, whose spaces may mean something, the cell with them; marks that nobody sees would be counted."""


@dataclass(slots=True)
class RegionLine:
    """One line; of a row with errors nothing is to be used."""

    row: int
    sheet: str
    number: str
    """自治区班级编号."""
    values: dict[Field, str]
    """Of every column that the file has; an empty cell is an empty text."""
    id_number: str = ""
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))

    def warn(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.WARNING, self.sheet))


def read_region_lines(
    source: Path, table: Table, fields: Mapping[str, Field], reading: Reading
) -> Iterator[RegionLine]:
    """Every line but the template's example; raises UnreadableFile where it is no such table."""
    sheet = choose_sheet(open_sheets(source), table, reading)
    for line in read_lines(sheet, table, reading):
        if not is_example(line, table, "number"):
            yield _read(line, sheet.name, table, fields)


def _read(line: Line, sheet: str, table: Table, fields: Mapping[str, Field]) -> RegionLine:
    own = RegionLine(line.row, sheet, line.text("number").upper(), {}, line.text("id_number"))
    own.findings.extend(find_faults(line, table, sheet))
    if not own.number:
        own.refuse(table.title_of("number"), "", "没有自治区班级编号，请从自治区系统重新导出。")
    for name, meant in fields.items():
        if name in line.cells:
            own.values[meant] = _text(line, own, name, meant)
    return own


def _text(line: Line, own: RegionLine, name: str, meant: Field) -> str:
    said = line.text(name)
    if not said:
        return ""
    if meant in DAYS:
        return _day(line, own, name, meant)
    if meant is Field.SUBSIDY:
        return _sum(said, own, meant)
    cell = line.cells.get(name)
    return plain(cell) if meant in SPACED and isinstance(cell, str) else said


def _day(line: Line, own: RegionLine, name: str, meant: Field) -> str:
    day = read_date(line.cells.get(name))
    if day is None:
        own.refuse(meant, line.text(name), "应为日期，如 2026-03-02。")
        return ""
    return day.isoformat()


def _sum(said: str, own: RegionLine, meant: Field) -> str:
    try:
        return yuan(read_fen(said))
    except BadAmount as refusal:
        own.refuse(meant, said, str(refusal))
        return ""
