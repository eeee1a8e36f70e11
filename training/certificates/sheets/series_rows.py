"""证书编号序列 as a workbook: up to which serial a series went before this system (R08)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.certificates.rules.takeover import is_serial
from training.certificates.terms import NumberLetter
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table
from training.sheets.examples import is_example
from training.sheets.findings import Finding, has_error
from training.sheets.reading import Reading
from training.sheets.tables import Line, find_faults, read_lines

YEARS = range(1990, 2100)
SERIES = Table(
    "证书编号序列",
    (
        Column("area", "编号区划", ("区划代码", "编号地区"), True, "编号开头的地区", "示例", longest=12),
        Column("kind", "证书类别", ("编号类别",), False, "编号不分类别的不填", "P", tuple(NumberLetter)),
        Column("year", "编号年度", ("年度",), True, "四位数，如 2026", "2026"),
        Column("last", "最后流水号", ("末号", "最后编号"), True, "旧台账派到的最后一个", "356"),
    ),
    ("编号序列",),
)


@dataclass(slots=True)
class SeriesRow:
    """One line; of a row with errors nothing is to be used."""

    row: int
    sheet: str
    scope: str
    """As `series_name` makes it."""
    year: int = 0
    last: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        return not has_error(self.findings)

    def refuse(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.ERROR, self.sheet))

    def warn(self, column: str, value: str, message: str) -> None:
        self.findings.append(Finding(self.row, column, value, message, Severity.WARNING, self.sheet))


def read_series(source: Path, reading: Reading | None = None) -> Iterator[SeriesRow]:
    """Every line but the template's example; raises UnreadableFile."""
    reading = reading or Reading()
    sheet = choose_sheet(open_sheets(source), SERIES, reading)
    for line in read_lines(sheet, SERIES, reading):
        if not is_example(line, SERIES, "area"):
            yield _read(line, sheet.name)


def _read(line: Line, sheet: str) -> SeriesRow:
    area, kind = line.text("area").upper(), line.text("kind").upper()
    own = SeriesRow(line.row, sheet, area + kind)
    own.findings.extend(find_faults(line, SERIES, sheet))
    if area and not (area.isascii() and area.isalnum()):
        own.refuse("编号区划", area, "只能是数字和字母。")
    if kind and kind not in tuple(NumberLetter):
        own.refuse("证书类别", kind, f"应为 {'、'.join(NumberLetter)} 之一。")
    year, last = line.text("year").removesuffix("年"), line.text("last")
    if is_serial(year) and int(year) in YEARS:
        own.year = int(year)
    else:
        own.refuse("编号年度", year, "应为四位数的年度，如 2026。")
    if is_serial(last):
        own.last = int(last)
    else:
        own.refuse("最后流水号", last, "应为 0 到 999999 的整数。")
    return own
