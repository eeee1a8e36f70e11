"""Any spreadsheet as rows of cells, told apart by its content, not by its name."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, TextIOWrapper
from pathlib import Path

import python_calamine

from training.errors import UnreadableFile, reason_of
from training.sheets.tried_workbooks import is_safe_to_read

Cell = str | float | int | bool | date | time | datetime | timedelta | None
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PROBE_BYTES = 65_536
NOT_WHOLE = "{} 不是完好的 Excel 文件，请用 Excel 或 WPS 打开后另存为 .xlsx。"
DELIMITERS = ",\t;"


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name (empty for a text file) and its rows that have anything in them."""

    name: str
    rows: Iterable[tuple[int, list[Cell]]]
    """Row number as the spreadsheet shows it, and the cells from column A."""


def open_sheets(path: Path) -> list[Sheet]:
    """The sheets of an .xlsx, .xls, .csv or tab-separated file; raises UnreadableFile."""
    head = _head(path)
    if not head:
        raise UnreadableFile(f"文件是空的：{path.name}")
    if head.startswith(OLE) and not is_safe_to_read(path):
        raise UnreadableFile(NOT_WHOLE.format(path.name))
    if head.startswith((ZIP, OLE)):
        return _workbook(path)
    encoding = text_encoding(path)
    return [Sheet("", _TextRows(path, encoding))]


def text_encoding(path: Path) -> str:
    """UTF-8 if the whole file is that, else GB 18030 (which GBK and GB 2312 are part of).

    UTF-16, which Excel calls Unicode text, says so itself by its first bytes.
    """
    if _head(path).startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    try:
        with path.open(encoding="utf-8-sig") as file:
            while file.read(PROBE_BYTES):
                pass
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8)
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {path}：{reason_of(error)}") from error


def _workbook(path: Path) -> list[Sheet]:
    try:
        book = _open(path)
        names = [each.name for each in book.sheets_metadata if _is_worksheet(each)]
        return [Sheet(name, _WorkbookRows(book, name, path)) for name in names]
    except python_calamine.PasswordError as error:
        raise UnreadableFile(f"{path.name} 有密码，请去掉密码后另存再导入。") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(NOT_WHOLE.format(path.name)) from error


def _open(path: Path) -> python_calamine.CalamineWorkbook:
    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError:
        raise
    except python_calamine.CalamineError:
        # From a path the reader believes the ending of the name, which people change; bytes have no name.
        return python_calamine.CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))


def _is_worksheet(sheet: python_calamine.SheetMetadata) -> bool:
    return (
        sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        and sheet.visible == python_calamine.SheetVisibleEnum.Visible
    )


@dataclass(frozen=True)
class _WorkbookRows:
    """Reads a sheet when it is iterated, so that a workbook's other sheets cost nothing."""

    book: python_calamine.CalamineWorkbook
    name: str
    path: Path

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        try:
            yield from self._read()
        # OverflowError: a number under a date format that no date or duration of ours can hold.
        except (python_calamine.CalamineError, OverflowError, ValueError) as error:
            raise UnreadableFile(
                f"{self.path.name} 的工作表“{self.name}”读不出来，请另存后再导入。"
            ) from error

    def _read(self) -> Iterator[tuple[int, list[Cell]]]:
        sheet = self.book.get_sheet_by_name(self.name)
        if sheet.start is None:
            return
        # The reader keeps empty rows above the first cell but not empty columns before it,
        # and gives an empty cell as an empty text.
        before: list[Cell] = [""] * sheet.start[1]
        for number, row in enumerate(sheet.iter_rows(), 1):
            if any(cell != "" for cell in row):
                yield number, [*before, *row]


@dataclass(frozen=True)
class _TextRows:
    """Reads a text file from its start each time it is iterated, as a workbook's sheet does."""

    path: Path
    encoding: str

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            reader = csv.reader(_without_nul(file), delimiter=_delimiter(file))
            try:
                for number, row in enumerate(reader, 1):
                    if any(cell.strip() for cell in row):
                        yield number, [_without_mark(cell) for cell in row]
            except csv.Error as error:
                message = f"{self.path.name} 第 {reader.line_num} 行附近不是表格文本。"
                raise UnreadableFile(message) from error


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\0", "")


def _without_mark(cell: str) -> str:
    """'138… and ="138…" are how people and programs keep a spreadsheet from rounding a long number."""
    if cell[:1] == "'":
        return cell[1:]
    return cell[2:-1] if cell[:2] == '="' and cell[2:].endswith('"') else cell


def _delimiter(file: TextIOWrapper) -> str:
    """That of most lines: exports that end every value in a tab have more tabs than commas, but no header."""
    probe = file.read(PROBE_BYTES).splitlines()
    file.seek(0)
    return max(DELIMITERS, key=lambda each: sum(each in line for line in probe))
