"""R43: no file is read for minutes: one of empty rows or cells is refused, by its sheet and row."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.training.sheets.builders import workbook
from training.attendance.sheets.punches import read_punches
from training.errors import UnreadableFile
from training.sheets.amounts import MOST_UNPACKED, MOST_WRITTEN_ROWS
from training.sheets.blanks import MOST_BLANK_ROWS
from training.sheets.books import open_sheets

PUNCH = "1\t2026-03-02 08:00:00\t0\t15\t0\t0\t0\n"
BEGINS = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
HEAD, TAIL = b"<row><c t='inlineStr'><is><t>a</t></is></c></row>", b"</sheetData></worksheet>"


def with_rows(folder: Path, rows: bytes, says: bytes = b"") -> Path:
    """A workbook of one sheet in whose XML these rows stand under the first."""
    source, path = workbook(folder / "whole.xlsx", [("a",)], titles=("名册",)), folder / "名册.xlsx"
    with ZipFile(source) as parts, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=1) as written:
        for each in parts.namelist():
            content = parts.read(each)
            if each.startswith("xl/worksheets/sheet"):
                content = BEGINS + says + b"<sheetData>" + HEAD + rows + TAIL
            written.writestr(each, content)
    return path


@pytest.mark.parametrize("row", [b"<row/>", b"<row><c s='1'/></row>"])
def test_a_sheet_of_empty_rows_is_refused_by_its_row(tmp_path, row):
    assert open_sheets(with_rows(tmp_path, row * (MOST_WRITTEN_ROWS - 1)))[0].name == "名册"

    with pytest.raises(UnreadableFile, match=r"名册\.xlsx 的工作表“名册”读到第 400,001 行.*只把有内容的行"):
        open_sheets(with_rows(tmp_path, row * MOST_WRITTEN_ROWS))


def test_a_workbook_that_unpacks_to_more_than_can_be_read_is_not_unpacked(tmp_path):
    path = with_rows(tmp_path, b"")
    with ZipFile(path, "a", ZIP_DEFLATED, compresslevel=1) as parts:
        parts.writestr("xl/more.xml", b" " * MOST_UNPACKED)

    with pytest.raises(UnreadableFile, match="太大"):
        open_sheets(path)


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is(tmp_path):
    path = with_rows(tmp_path, b"", says=b'<dimension ref="A1:XFD1048576"/>')

    assert [cells for _, cells in open_sheets(path)[0].rows] == [["a"]]


@pytest.mark.parametrize(("blanks", "is_read"), [(MOST_BLANK_ROWS, True), (MOST_BLANK_ROWS + 1, False)])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_machine_file_of_blank_lines_is_refused_by_its_line(tmp_path, blanks, is_read, is_first):
    path = tmp_path / "1_attlog.dat"
    lines = "\n" * blanks
    path.write_text(PUNCH + lines if is_first else PUNCH + lines + PUNCH, encoding="ascii")

    if is_read:
        assert len(list(read_punches(path))) == (1 if is_first else 2)
    else:
        with pytest.raises(UnreadableFile, match="个空行，没有往下读"):
            list(read_punches(path))


def test_a_text_of_nothing_but_blank_lines_is_refused_too(tmp_path):
    path = tmp_path / "名册.csv"
    path.write_text(",,,\n" * (MOST_BLANK_ROWS + 1), encoding="ascii")

    with pytest.raises(UnreadableFile, match=r"名册\.csv 到第 200,001 行"):
        list(open_sheets(path)[0].rows)
