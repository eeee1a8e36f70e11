"""R25, R26: a table is found among titles and remarks, and no row of it is lost."""

from datetime import date, datetime
from itertools import chain

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.training.sheets.builders import text, workbook
from training.errors import UnreadableFile
from training.sheets.books import open_sheets
from training.sheets.cells import Sheet
from training.sheets.choosing import choose_sheet
from training.sheets.columns import Column, Table, bare_heading
from training.sheets.header_refusals import RivalColumns
from training.sheets.reading import Reading
from training.sheets.tables import Line, cell_text, find_faults, read_lines

PEOPLE = Table(
    "人员",
    (
        Column("name", "姓名", ("学员姓名",), required=True, longest=4),
        Column("phone", "电话", ("手机", "联系电话"), required=True),
        Column("note", "备注"),
    ),
    ("人员名单",),
)


def sheet(*rows: list[object], first: int = 1, name: str = "表") -> Sheet:
    return Sheet(name, list(enumerate(rows, first)))


def names(*rows: list[object]) -> list[tuple[int, str]]:
    return [(line.row, line.text("name")) for line in read_lines(sheet(*rows), PEOPLE)]


def test_merged_titles_above_the_header_are_passed_over(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.merge_range(0, 0, 0, 2, "包头市职业技能培训学员名册")
        page.merge_range(1, 0, 2, 1, "单位：第一学校")
        page.write_row(3, 0, ["姓名", "电话", "备注"])
        page.write_row(4, 0, ["王芳", "13800000001", "班长"])

    (line,) = read_lines(open_sheets(path)[0], PEOPLE)

    assert (line.row, line.cells) == (5, {"name": "王芳", "phone": "13800000001", "note": "班长"})


def test_a_workbook_of_another_program_with_a_merged_heading_is_read(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.append(["学员名单"])
    page.merge_cells("A1:C1")
    page.append(["姓名", "电话"])
    page.merge_cells("B2:C2")
    page.append(["王芳", "13800000001", "0472-1234567"])
    page.freeze_panes = "A3"
    book.save(tmp_path / "a.xlsx")

    (line,) = read_lines(open_sheets(tmp_path / "a.xlsx")[0], PEOPLE)

    assert (line.row, line.text("phone")) == (3, "13800000001")


@pytest.mark.parametrize(("titles", "is_found"), [(0, True), (18, True), (19, True), (20, False)])
def test_the_header_is_looked_for_in_the_first_twenty_rows(titles, is_found):
    rows = [[f"说明{number}"] for number in range(titles)] + [["姓名", "电话"], ["王芳", "1"]]

    if is_found:
        assert names(*rows) == [(titles + 2, "王芳")]
    else:
        with pytest.raises(UnreadableFile, match="没有找到表头"):
            names(*rows)


def test_a_title_that_is_itself_a_heading_is_not_taken_for_the_header():
    assert names(["备注", "姓名"], ["姓名", "电话", "备注"], ["王芳", "1", ""]) == [(3, "王芳")]


@pytest.mark.parametrize(
    "heading",
    ["姓名", " 姓 名 ", "姓名*", "＊姓名", "姓名：", "姓名(必填)", "姓名（与身份证一致）", "【必填】姓名",
     "学员姓名", "姓\n名", "\ufeff姓名"],
)  # fmt: skip
def test_a_heading_is_known_in_spite_of_its_decoration(heading):
    assert names([heading, "电话"], ["王芳", "1"]) == [(2, "王芳")]


@pytest.mark.parametrize(
    ("heading", "bare"),
    [("姓名（必填）*", "姓名"), ("电话(手机)[11位]", "电话"), ("（备注", "(备注"), ("a b", "AB"),
     ("**", ""), ("", "")],
)  # fmt: skip
def test_a_heading_is_bared_of_its_decoration(heading, bare):
    assert bare_heading(heading) == bare


def test_columns_nobody_asked_for_are_passed_over_and_named():
    rows = [["序号", "姓名", "民族", "手机", ""], [1, "王芳", "蒙古族", "1", "x"]]
    reading = Reading()

    (line,) = read_lines(sheet(*rows), PEOPLE, reading)

    assert line.cells == {"name": "王芳", "phone": "1"}
    assert reading.unread.columns == ["C（民族）", "E（没有表头）"]


def test_of_two_columns_that_claim_one_field_neither_is_taken():
    with pytest.raises(RivalColumns, match="有 2 列都像“电话”：B 列“手机” 和 C 列“联系电话”") as refused:
        names(["姓名", "手机", "联系电话"], ["王芳", "1", "2"])

    assert "--column 电话=C" in str(refused.value)


def test_rows_with_nothing_but_a_serial_number_are_blank():
    header = ["序号", "姓名", "电话"]

    assert names(header, [1, "王芳", "1"], [2, "", None], [3, " ", "　"], [4, "李强", ""]) == [
        (2, "王芳"),
        (5, "李强"),
    ]


@pytest.mark.parametrize(
    "total",
    [["合计", "2人"], ["合 计：2"], ["", "总计", "2"], [None, None, "共计2人"], [" ", "小计", "2"],
     ["　", "合计"]],
)  # fmt: skip
def test_a_total_at_the_end_is_no_row(total):
    assert names(["姓名", "电话", "备注"], ["王芳", "1", ""], total) == [(2, "王芳")]


@pytest.mark.parametrize(
    "signature",
    [["制表人：张三", "审核人：李四"], ["", "填报单位（盖章）：", "日期:"], ["注：以上学员均已核对"],
     ["备 注： 无"], ["说明:"], ["审核意见：", "13800000001"]],
)  # fmt: skip
def test_a_signature_under_the_list_is_no_row(signature):
    assert names(["姓名", "电话", "备注"], ["王芳", "1", ""], signature) == [(2, "王芳")]


@pytest.mark.parametrize("name", ["单位", "注", "日期", "负责"])
def test_what_only_resembles_a_signature_is_a_row(name):
    assert names(["姓名", "电话"], [name, "1"]) == [(2, name)]


TWO_ROWS = (
    ["序号", "学员", "", "联系方式", ""],
    ["", "姓名", "民族", "手机", "备注"],
)


def test_a_header_of_two_rows_is_read_as_one():
    (line,) = read_lines(sheet(["名册"], *TWO_ROWS, [1, "王芳", "汉", "138", "班长"]), PEOPLE)

    assert (line.row, line.cells) == (4, {"name": "王芳", "phone": "138", "note": "班长"})


def test_a_heading_may_reach_over_both_rows_of_the_header():
    rows = [["姓名", "联系方式", ""], ["", "电话", "地址"], ["王芳", "138", "昆区"]]

    assert names(*rows) == [(3, "王芳")]


def test_titles_and_headings_are_no_rows_on_any_printed_page():
    assert names(*TWO_ROWS, [1, "王芳", "汉", "1", ""], *TWO_ROWS, [2, "李强", "汉", "2", ""]) == [
        (3, "王芳"),
        (6, "李强"),
    ]


def test_a_row_of_data_does_not_complete_a_header_that_lacks_a_column():
    with pytest.raises(UnreadableFile, match="缺少列：电话。找到的列：姓名、民族。"):
        names(["姓名", "民族"], ["王芳", "汉"])


def test_a_total_that_does_not_come_first_is_a_remark():
    assert names(["姓名", "电话", "备注"], ["王芳", "1", "合计两次"]) == [(2, "王芳")]


def test_the_header_of_every_printed_page_is_no_row():
    header = ["序号", "姓名", "电话"]

    assert names(header, [1, "王芳", "1"], header, [2, "李强", "2"], header) == [(2, "王芳"), (4, "李强")]


def test_cells_that_a_short_row_lacks_are_empty(tmp_path):
    path = text(tmp_path / "a.csv", "姓名,电话,备注", "王芳", "李强,2,班长,多余")

    first, second = read_lines(open_sheets(path)[0], PEOPLE)

    assert (first.cells, first.text("note")) == ({"name": "王芳", "phone": "", "note": ""}, "")
    assert second.text("note") == "班长"


def test_a_row_at_the_very_end_of_a_formatted_sheet_keeps_its_number(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.set_column(0, 16_383, None, book.add_format({"bg_color": "#FFFF00"}))
        page.write_row(2, 0, ["姓名", "电话"])
        page.write_row(9, 0, ["王芳", "1"])
        page.write_row(1_048_575, 0, ["李强", "2"])

    lines = read_lines(open_sheets(path)[0], PEOPLE)

    assert [(line.row, line.text("name")) for line in lines] == [(10, "王芳"), (1_048_576, "李强")]


def test_missing_columns_are_named_with_those_found_and_those_expected():
    with pytest.raises(UnreadableFile) as refusal:
        names(["学员名单"], ["姓名", "", "民族"], ["王芳", "", "汉族"])

    assert str(refusal.value) == "工作表“表”缺少列：电话。找到的列：姓名、民族。必须有的列：姓名、电话。"


@pytest.mark.parametrize("rows", [[], [["王芳", "1"]], [[1, None, datetime(2026, 3, 2)]]])
def test_a_sheet_without_a_header_is_refused(rows):
    with pytest.raises(UnreadableFile, match="缺少列：姓名、电话。找到的列：（没有找到表头）"):
        names(*rows)


def test_the_sheet_with_the_tables_name_is_chosen_else_the_first():
    first, second = sheet(name="封面"), sheet(name="人员 名单（2026）")

    assert choose_sheet([first, second], PEOPLE) is second
    assert choose_sheet([first, sheet(name="Sheet2")], PEOPLE) is first
    with pytest.raises(UnreadableFile, match="没有工作表"):
        choose_sheet([], PEOPLE)


def test_an_empty_workbook_is_refused(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [])

    with pytest.raises(UnreadableFile, match="没有找到表头"):
        list(read_lines(choose_sheet(open_sheets(path), PEOPLE), PEOPLE))


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(None, ""), ("", ""), (" 王　芳 ", "王芳"), (7.0, "7"), (7.5, "7.5"), (13800000001.0, "13800000001"),
     (True, "是"), (False, "否"), (date(2026, 3, 2), "2026-03-02"), (float("inf"), "inf"), ("７", "7")],
)  # fmt: skip
def test_a_cell_is_shown_as_the_person_sees_it(cell, shown):
    assert cell_text(cell) == shown


@pytest.mark.parametrize(
    ("name", "is_too_long"),
    [("王芳", False), ("一二三四", False), (" 一二三四 ", False), ("一二三四五", True), (12345678.0, False)],
)
def test_a_text_longer_than_its_record_is_found(name, is_too_long):
    findings = list(find_faults(Line(5, {"name": name, "phone": "9" * 99}), PEOPLE, "表"))

    assert [(each.row, each.column, each.sheet) for each in findings] == [(5, "姓名", "表")] * is_too_long


# Random text never says 小计 or 制表： by itself: such a line is no row, and has tests of its own.
plain_text = st.text(st.characters(exclude_characters="计：:", exclude_categories=["Cs"]), max_size=5)
cells = st.one_of(
    st.none(),
    st.sampled_from(["", " ", "王芳", "合计", "姓名", "电话", "备注", "=1+1", "\0", "\ufeff", "1" * 40]),
    plain_text,
    st.floats(),
    st.booleans(),
    st.datetimes(),
)


def is_header(row: list[object]) -> bool:
    return [cell for cell in row if isinstance(cell, str)] == ["姓名", "电话", "备注"]


def is_no_other_header(row: list[object]) -> bool:
    """A second header that is not the first one is refused, which has a test of its own."""
    return is_header(row) or not ("姓名" in row and "电话" in row)


@given(rows=st.lists(st.tuples(cells, cells, cells).map(list).filter(is_no_other_header), max_size=8))
def test_every_row_comes_out_once_unless_it_is_blank_a_total_or_the_header(rows):
    came_out = [number for number, _ in names(["姓名", "电话", "备注"], *rows)]

    assert came_out == [
        number for number, row in enumerate(rows, 2) if not (is_blank(row) or is_total(row) or is_header(row))
    ]


def is_blank(row: list[object]) -> bool:
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in row)


def is_total(row: list[object]) -> bool:
    shown = [cell_text(cell) for cell in row]
    return next((each for each in shown if each), "").startswith("合计")


@given(
    parts=st.lists(st.lists(st.text("王李张", min_size=1, max_size=3), max_size=3), min_size=1, max_size=4)
)
def test_people_on_several_sheets_are_refused_by_the_names_of_all_or_read_as_on_one(parts):
    sheets = [
        Sheet(
            f"{place}班", [(1, ["姓名", "电话"]), *((row, [name, "1"]) for row, name in enumerate(part, 2))]
        )
        for place, part in enumerate(parts, 1)
    ]
    filled = [each.name for each, part in zip(sheets, parts, strict=True) if part]
    reading = Reading()

    if len(filled) > 1:
        with pytest.raises(UnreadableFile, match="、".join(f"“{name}”" for name in filled)):
            choose_sheet(sheets, PEOPLE, reading)
    else:
        chosen = choose_sheet(sheets, PEOPLE, reading)
        assert [line.text("name") for line in read_lines(chosen, PEOPLE, reading)] == [*chain(*parts)]
        assert {chosen.name, *reading.unread.sheets} == {each.name for each in sheets}
