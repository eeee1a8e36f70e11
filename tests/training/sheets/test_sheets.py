"""Any spreadsheet is opened by its content; what is none is refused, never a traceback."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training.sheets.builders import text, workbook
from training.errors import UnreadableFile
from training.sheets.books import open_sheets
from training.sheets.cells import CellError

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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_texts_are_read_in_the_encodings_and_with_the_delimiters_of_the_field(tmp_path, encoding, delimiter):
    path = text(
        tmp_path / "a.csv", delimiter.join(["姓名", "电话"]), delimiter.join(["王芳", "1"]), encoding=encoding
    )

    assert rows_of(path) == [(1, ["姓名", "电话"]), (2, ["王芳", "1"])]


@pytest.mark.parametrize(
    ("written", "read"),
    [("'138", "138"), ('="138"', "138"), ('"=""138"""', "138"), ("'", ""), ('=""', ""), ("=1+1", "=1+1"),
     ('="', '="'), ("1'5", "1'5")],
)  # fmt: skip
def test_a_mark_that_keeps_a_spreadsheet_from_rounding_is_no_part_of_the_value(tmp_path, written, read):
    path = text(tmp_path / "a.csv", "姓名,电话", f"王芳,{written}")

    assert rows_of(path)[1] == (2, ["王芳", read])


def test_a_name_that_lies_about_the_content_does_no_harm(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名"]]).rename(tmp_path / "a.csv")

    assert rows_of(path) == [(1, ["姓名"])]


def test_a_hidden_sheet_is_told_from_one_that_can_be_seen(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("名册").write_string(0, 0, "姓名")
        hidden = book.add_worksheet("旧名册")
        hidden.write_string(0, 0, "姓名")
        hidden.hide()

    assert [(sheet.name, sheet.is_visible) for sheet in open_sheets(path)] == [
        ("名册", True),
        ("旧名册", False),
    ]


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


@pytest.mark.parametrize("ending", ["xls", "xlsx", "csv", "xlsb", "ods", "dat", "XLSX"])
def test_a_workbook_old_or_new_is_known_by_its_content_whatever_its_name_ends_in(tmp_path, ending):
    new = workbook(tmp_path / "new", [["姓名"]]).rename(tmp_path / f"new.{ending}")
    old = tmp_path / f"old.{ending}"
    old.write_bytes((FIXTURES / "roster.xls").read_bytes())

    assert rows_of(new) == [(1, ["姓名"])]
    assert rows_of(old)[1] == (2, ["序号", "姓名", "身份证号码", "手机号"])


def test_a_text_that_calls_itself_a_workbook_is_read_as_a_text(tmp_path):
    path = text(tmp_path / "名册.xlsx", "姓名,电话", "王芳,1", encoding="gbk")

    assert rows_of(path) == [(1, ["姓名", "电话"]), (2, ["王芳", "1"])]


def test_a_text_can_be_read_again_from_its_start(tmp_path):
    (sheet,) = open_sheets(text(tmp_path / "a.csv", "姓名", "王芳"))

    assert list(sheet.rows) == list(sheet.rows) == [(1, ["姓名"]), (2, ["王芳"])]


def test_a_text_keeps_its_line_numbers_over_blank_lines_and_quoted_line_breaks(tmp_path):
    path = text(tmp_path / "a.csv", '"姓\n名",电话', ",", "", ' ,"1,5"', '王芳,"说""好"""')

    assert rows_of(path) == [(1, ["姓\n名", "电话"]), (4, [" ", "1,5"]), (5, ["王芳", '说"好"'])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_that_of_most_lines_however_often_others_stand_in_the_values(tmp_path, delimiter):
    others = "".join({",", ";", "\t"} - {delimiter}) * 9
    path = text(tmp_path / "a.csv", "学员名册", f"姓名{delimiter}备注", *[f"王芳{delimiter}{others}"] * 5)

    assert rows_of(path)[1:] == [(2, ["姓名", "备注"]), *[(row, ["王芳", others]) for row in range(3, 8)]]


def test_exports_that_end_every_value_even_the_headings_in_a_tab_are_split_at_their_commas(tmp_path):
    path = text(tmp_path / "a.csv", "姓名\t,电话\t", "王芳\t,1\t")

    assert rows_of(path)[1] == (2, ["王芳\t", "1\t"])


def test_a_text_with_a_value_longer_than_any_table_has_is_refused(tmp_path):
    path = text(tmp_path / "a.csv", "姓名", '"' + "长" * 140_000)

    with pytest.raises(UnreadableFile, match="不是表格文本"):
        rows_of(path)


@pytest.mark.parametrize(
    ("number", "is_read"),
    [(46083.5, True), (999_999_999.0, True), (1e9, False), (1e12, False), (1e300, False)],
)
def test_a_number_that_no_duration_can_hold_is_refused_with_its_sheet(tmp_path, number, is_read):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("名册").write_number(0, 0, number, book.add_format({"num_format": "[h]:mm"}))

    if is_read:
        assert len(rows_of(path)) == 1
    else:
        with pytest.raises(UnreadableFile, match="工作表“名册”读不出来"):
            rows_of(path)


@given(
    start=st.sampled_from([b"", b"\xef\xbb\xbf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]),
    content=st.binary(max_size=400),
)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise_anything_but_unreadable_file(tmp_path, start, content):
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(start + content)

    try:
        read = [row for sheet in open_sheets(path) for row in sheet.rows]
    except UnreadableFile:
        return
    assert all(number >= 1 for number, _ in read)


@given(cut=st.integers(4, 8000))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_cut_off_anywhere_is_refused(tmp_path, cut):
    whole = workbook(tmp_path / "whole.xlsx", [["姓名"], ["王芳"]]).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: min(cut, len(whole) - 1)])

    with pytest.raises(UnreadableFile):
        [row for sheet in open_sheets(path) for row in sheet.rows]


@pytest.mark.parametrize("kept", [600, 3000, 4200, 4608, 5000, 5631])
def test_an_old_xls_cut_off_is_refused_or_read_and_kills_nothing(tmp_path, kept):
    path = tmp_path / "cut.xls"
    path.write_bytes((FIXTURES / "roster.xls").read_bytes()[:kept])

    assert is_refused_or_read(path)


def test_an_old_xls_whose_sectors_run_in_a_circle_is_refused(tmp_path):
    whole = bytearray((FIXTURES / "roster.xls").read_bytes())
    first_of_directory = int.from_bytes(whole[48:52], "little")
    # The table of sectors is itself a sector, named at byte 76 of the header.
    table = 512 * (1 + int.from_bytes(whole[76:80], "little"))
    place = table + 4 * first_of_directory
    whole[place : place + 4] = first_of_directory.to_bytes(4, "little")
    path = tmp_path / "circle.xls"
    path.write_bytes(bytes(whole))

    with pytest.raises(UnreadableFile, match="不是完好的 Excel"):
        open_sheets(path)


@given(place=st.integers(8, 5631), value=st.integers(0, 255))
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_old_xls_with_any_byte_changed_is_refused_or_read_and_kills_nothing(tmp_path, place, value):
    whole = bytearray((FIXTURES / "roster.xls").read_bytes())
    whole[place] = value
    path = tmp_path / "changed.xls"
    path.write_bytes(bytes(whole))

    assert is_refused_or_read(path)


def is_refused_or_read(path: Path) -> bool:
    try:
        return all(number >= 1 for sheet in open_sheets(path) for number, _ in sheet.rows)
    except UnreadableFile:
        return True


def test_errors_and_hidden_columns_of_an_old_xls_are_told(tmp_path):
    sheet = open_sheets(FIXTURES / "errors.xls")[0]

    ((_, cells),) = list(sheet.rows)

    assert cells == ["姓名", CellError("#DIV/0!"), 7.0]
    assert sheet.hidden_columns == {2}


def test_an_error_without_its_reference_is_told_by_its_place(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "号", "x"]])
    changed = tmp_path / "b.xlsx"
    with ZipFile(path) as old, ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                part = re.sub(rb'<c r="C1"[^>]*>.*?</c>', b'<c t="e"><v>#N/A</v></c>', part)
            new.writestr(name, part)

    ((_, cells),) = list(open_sheets(changed)[0].rows)

    assert cells[2] == CellError("#N/A")


def test_a_last_row_of_nothing_but_an_error_is_not_lost(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_string(0, 0, "姓名")
        page.write_formula(4, 2, "=NA()", None, "#N/A")

    assert rows_of(path) == [(1, ["姓名", "", ""]), (5, ["", "", CellError("#N/A")])]


@pytest.mark.parametrize(("columns", "is_read"), [(16_384, True), (16_385, False)])
def test_a_text_has_no_more_columns_than_a_spreadsheet(tmp_path, columns, is_read):
    path = text(tmp_path / "a.csv", ",".join(["1"] * columns))

    if is_read:
        assert len(rows_of(path)[0][1]) == columns
    else:
        with pytest.raises(UnreadableFile, match="16,385 列"):
            rows_of(path)
