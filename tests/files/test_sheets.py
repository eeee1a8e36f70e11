"""Any spreadsheet is opened by its content; what is none is refused, never a traceback."""

from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.files.builders import text, workbook
from training.errors import UnreadableFile
from training.files.sheets import open_sheets

FIXTURES = Path(__file__).parent / "fixtures"


def rows_of(path: Path, place: int = 0) -> list[tuple[int, list[object]]]:
    return list(open_sheets(path)[place].rows)


def test_a_workbook_gives_its_rows_with_the_numbers_that_excel_shows(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名"], [], ["王芳"]])

    assert rows_of(path) == [(1, ["姓名"]), (3, ["王芳"])]


def test_columns_stay_in_place_when_the_first_ones_are_empty(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [[], [None, None, "姓名"]])

    assert rows_of(path) == [(2, ["", "", "姓名"])]


def test_formatting_down_to_the_last_row_of_excel_costs_nothing(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        yellow = book.add_format({"bg_color": "#FFFF00"})
        sheet.write_string(0, 0, "姓名")
        sheet.write_blank(1_048_575, 3, None, yellow)

    assert [number for number, _ in rows_of(path)] == [1]


def test_an_old_xls_is_read():
    rows = rows_of(FIXTURES / "roster.xls")

    assert rows[1] == (2, ["序号", "姓名", "身份证号码", "手机号"])
    assert rows[2][1][1] == "王芳"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_texts_are_read_in_the_encodings_and_with_the_delimiters_of_the_field(tmp_path, encoding, delimiter):
    path = text(
        tmp_path / "a.csv", delimiter.join(["姓名", "电话"]), delimiter.join(["王芳", "1"]), encoding=encoding
    )

    assert rows_of(path) == [(1, ["姓名", "电话"]), (2, ["王芳", "1"])]


def test_a_name_that_lies_about_the_content_does_no_harm(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名"]]).rename(tmp_path / "a.csv")

    assert rows_of(path) == [(1, ["姓名"])]


def test_hidden_sheets_are_left_out(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("名册").write_string(0, 0, "姓名")
        hidden = book.add_worksheet("旧名册")
        hidden.write_string(0, 0, "姓名")
        hidden.hide()

    assert [sheet.name for sheet in open_sheets(path)] == ["名册"]


@pytest.mark.parametrize(
    ("content", "hint"),
    [
        (b"", "空的"),
        (b"PK\x03\x04 this is no zip", "不是完好的 Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 this is no xls", "不是完好的 Excel"),
    ],
)
def test_a_broken_file_is_refused_with_what_to_do(tmp_path, content, hint):
    path = tmp_path / "名册.xlsx"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match=hint):
        open_sheets(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="打不开"):
        open_sheets(tmp_path / "nothing.xlsx")


@given(
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
    content=st.binary(max_size=400),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise_anything_but_unreadable_file(tmp_path, start, content):
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(start + content)

    try:
        read = [row for sheet in open_sheets(path) for row in sheet.rows]
    except UnreadableFile:
        return
    assert all(number >= 1 for number, _ in read)


@given(cut=st.integers(4, 8000))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_cut_off_anywhere_is_refused_or_read(tmp_path, cut):
    whole = workbook(tmp_path / "whole.xlsx", [["姓名"], ["王芳"]]).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: min(cut, len(whole) - 1)])

    with pytest.raises(UnreadableFile):
        [row for sheet in open_sheets(path) for row in sheet.rows]
