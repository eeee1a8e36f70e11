"""Any file of a table as sheets of cells, told apart by its content, not by its name."""

import csv
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path

from training.errors import UnreadableFile, reason_of
from training.sheets.blanks import BlankRows
from training.sheets.cells import Cell, Sheet, without_mark
from training.sheets.workbooks import read_workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PROBE_BYTES = 65_536
MOST_COLUMNS = 16_384
"""Of a spreadsheet; a text has no end of its own."""
TOO_WIDE = "{} 第 {} 行有 {:,} 列，不是一行一条的表格；请用 Excel、WPS 打开核对后另存为 .xlsx。"
DELIMITERS = ",\t;"
MARKUP = ("<html", "<!doctype html", "<table", "<meta", "<head", "<style", "<div", "<body")
XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
ARCHIVE = "MIME-VERSION:"


def open_sheets(path: Path) -> list[Sheet]:
    """The sheets, hidden ones too, of an .xlsx, .xls, .csv or tab-separated file; raises UnreadableFile.

    Web pages and XML of 2003, which many systems hand out under the name .xls, are read as well.
    """
    head = _head(path)
    if not head:
        raise UnreadableFile(f"文件是空的：{path.name}")
    if head.startswith((ZIP, OLE)):
        return read_workbook(path)
    encoding = text_encoding(path)
    kind = _markup_in(head.decode(encoding, "replace"), path)
    if kind:
        return read_workbook(path, kind, encoding)
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
            return file.read(4096)
    except OSError as error:
        raise UnreadableFile(f"打不开文件 {path}：{reason_of(error)}") from error


def _markup_in(head: str, path: Path) -> str:
    """`html`, `xml`, or nothing for a plain text; raises UnreadableFile for an archive of a web page."""
    begins = head.lstrip().lower()
    if begins.upper().startswith(ARCHIVE):
        raise UnreadableFile(
            f"{path.name} 是网页归档（.mht），不是表格；请用 Excel 或 WPS 打开后另存为 .xlsx。"
        )
    if begins.startswith("<?xml") and XML_2003 in begins:
        return "xml"
    # An export may begin with an XML declaration or a remark, and is a web page all the same.
    is_page = begins.startswith("<") and any(tag in begins for tag in MARKUP)
    return "html" if is_page else ""


@dataclass(frozen=True)
class _TextRows:
    """Reads a text file from its start each time it is iterated, as a workbook's sheet does."""

    path: Path
    encoding: str

    def __iter__(self) -> Iterator[tuple[int, list[Cell]]]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            reader = csv.reader(_without_nul(file), delimiter=_delimiter(file), strict=True)
            blanks = BlankRows(self.path.name)
            try:
                for number, row in enumerate(reader, 1):
                    if len(row) > MOST_COLUMNS:
                        raise UnreadableFile(TOO_WIDE.format(self.path.name, number, len(row)))
                    if any(cell.strip() for cell in row):
                        yield number, [without_mark(cell) for cell in row]
                    else:
                        blanks.pass_over(number)
            except csv.Error as error:
                message = (
                    f"{self.path.name} 第 {reader.line_num} 行附近不是表格文本（可能有不成对的双引号）："
                    "请改正这一行，或用 Excel、WPS 打开后另存为 .xlsx。"
                )
                raise UnreadableFile(message) from error


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield line.replace("\0", "")


def _delimiter(file: TextIOWrapper) -> str:
    """That of most lines: exports that end every value in a tab have more tabs than commas, but no header."""
    probe = file.read(PROBE_BYTES).splitlines()
    file.seek(0)
    return max(DELIMITERS, key=lambda each: sum(each in line for line in probe))
