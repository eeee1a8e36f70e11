"""R25, R26: a class as it is filed, in a row of a table or in a form of its own."""

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training.sheets.builders import text, workbook
from training.classes.sheets.class_columns import CLASS_SHEET
from training.classes.sheets.class_sheet import ClassRow, read_class_sheet
from training.errors import UnreadableFile

CLASS = {
    "班号": "BT-1",
    "班级名称": "电工（五级）1班",
    "培训机构": "第一学校",
    "旗县区": "昆都仑区",
    "培训工种": "电工",
    "培训类型": "普通",
    "总课时": "40",
    "开班日期": "2026-03-02",
    "结业日期": "2026-03-06",
}


def read(path: Path) -> list[ClassRow]:
    return list(read_class_sheet(path))


def read_one(tmp_path: Path, **changed: object) -> ClassRow:
    filed = CLASS | changed
    (row,) = read(workbook(tmp_path / "班级信息.xlsx", [list(filed), list(filed.values())]))
    return row


def form(*titles: str, **changed: object) -> list[list[object]]:
    filed = CLASS | changed
    return [["培训班备案表"], [], *([title, filed[title]] for title in titles or filed)]


def columns(row: ClassRow) -> list[str]:
    return [finding.column for finding in row.findings]


def test_what_is_left_out_takes_the_usual_value(tmp_path):
    row = read_one(tmp_path)

    assert (row.morning_starts, row.morning_ends) == (time(8, 30), time(11, 30))
    assert (row.afternoon_starts, row.afternoon_ends) == (time(14), time(17))
    assert (row.level, row.is_key_group, row.filed_on, row.instructor) == ("", False, None, "")
    assert (row.weekdays, row.online_reason, row.attendance_device, row.findings) == ("", "", "", [])


def test_several_classes_stand_below_each_other(tmp_path):
    second = CLASS | {"班号": "BT-2", "培训类型": "项目"}
    path = workbook(
        tmp_path / "a.xlsx",
        [["备案汇总"], list(CLASS), list(CLASS.values()), [], list(second.values()), ["合计", 2]],
    )

    assert [(row.row, row.class_number, row.kind) for row in read(path)] == [
        (3, "BT-1", "普通"),
        (5, "BT-2", "项目制"),
    ]


def test_dates_and_times_may_be_cells_of_their_own_kind(tmp_path):
    row = read_one(
        tmp_path, 开班日期=datetime(2026, 3, 2), 备案日期="2026年2月20日", 上午上课时间=time(9), 总课时=40.5
    )

    assert (row.starts_on, row.filed_on) == (date(2026, 3, 2), date(2026, 2, 20))
    assert (row.morning_starts, row.prescribed_halves, row.findings) == (time(9), 81, [])


@pytest.mark.parametrize(
    ("written", "is_key_group"),
    [("是", True), ("√", True), ("y", True), (True, True), ("否", False), ("×", False),
     ("", False), (False, False)],
)  # fmt: skip
def test_yes_and_no_are_read_as_people_write_them(tmp_path, written, is_key_group):
    row = read_one(tmp_path, 就业重点群体=written)

    assert (row.is_key_group, row.findings) == (is_key_group, [])


@pytest.mark.parametrize("title", CLASS)
def test_every_required_value_that_is_blank_is_found_in_its_column(tmp_path, title):
    assert columns(read_one(tmp_path, **{title: " "})) == [title]


def test_everything_wrong_with_a_class_is_reported_at_once(tmp_path):
    row = read_one(tmp_path, 培训类型="其他", 总课时="0", 结业日期="三月", 备案日期="昨天")

    assert columns(row) == ["培训类型", "总课时", "结业日期", "备案日期"]
    assert not row.is_good


@pytest.mark.parametrize(
    ("ends", "starts", "is_good"),
    [("11:59", "12:00", True), ("12:00", "12:00", False), ("12:01", "12:00", False)],
)
def test_the_afternoon_starts_after_the_morning_has_ended(tmp_path, ends, starts, is_good):
    assert read_one(tmp_path, 上午下课时间=ends, 下午上课时间=starts).is_good is is_good


@pytest.mark.parametrize(
    ("title", "letters", "is_good"),
    [("班号", 64, True), ("班号", 65, False), ("班级名称", 255, True), ("班级名称", 256, False),
     ("培训机构", 256, False), ("线上超比例理由", 255, True), ("线上超比例理由", 256, False)],
)  # fmt: skip
def test_texts_longer_than_their_record_are_found(tmp_path, title, letters, is_good):
    row = read_one(tmp_path, **{title: "长" * letters})

    assert columns(row) == ([] if is_good else [title])


def test_the_example_class_of_the_template_is_no_class(tmp_path):
    titles = [column.title for column in CLASS_SHEET.written]
    example = [column.example for column in CLASS_SHEET.written]
    filed = [titles, example, [CLASS.get(title, "") for title in titles]]

    assert [row.row for row in read(workbook(tmp_path / "a.xlsx", filed))] == [3]


def test_a_row_that_was_written_over_the_example_is_not_passed_over(tmp_path):
    assert columns(read_one(tmp_path, 班号="示例班号")) == ["班号"]


def test_a_form_tells_the_row_of_every_wrong_value(tmp_path):
    path = workbook(tmp_path / "a.xlsx", form(总课时="很多", 开班日期="三月"))

    (row,) = read(path)

    assert row.row == 3
    assert [(finding.row, finding.column, finding.value) for finding in row.findings] == [
        (9, "总课时", "很多"),
        (10, "开班日期", "三月"),
    ]


def test_a_line_of_a_form_that_is_not_filled_in_is_found_there(tmp_path):
    (row,) = read(workbook(tmp_path / "a.xlsx", form(旗县区="")))

    assert [(finding.row, finding.column) for finding in row.findings] == [(6, "旗县区")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_form_may_be_a_text(tmp_path, encoding):
    lines = [",".join(str(cell) for cell in row) for row in form()]

    (row,) = read(text(tmp_path / "a.csv", *lines, encoding=encoding))

    assert (row.row, row.class_number, row.findings) == (3, "BT-1", [])


@pytest.mark.parametrize(
    "written",
    ["2026-03-02至2026-03-20", "2026年3月2日—2026年3月20日", "2026年3月2日-20日", "2026/3/2 ~ 3/20",
     "2026.3.2 - 2026.3.20", "2026-03-02 到 2026-03-20"],
)  # fmt: skip
def test_a_form_may_have_both_days_in_one_cell(tmp_path, written):
    cells = form(*(title for title in CLASS if title not in ("开班日期", "结业日期")))

    (row,) = read(workbook(tmp_path / "a.xlsx", [*cells, ["培训起止日期", written]]))

    assert (row.starts_on, row.ends_on, row.findings) == (date(2026, 3, 2), date(2026, 3, 20), [])


@pytest.mark.parametrize(
    "written", ["2026-03-02", "三月", "2026-03-02至", "2026-03-02至2026-03-20至2026-03-30"]
)
def test_both_days_that_cannot_be_told_apart_are_refused_there(tmp_path, written):
    cells = form(*(title for title in CLASS if title not in ("开班日期", "结业日期")))

    (row,) = read(workbook(tmp_path / "a.xlsx", [*cells, ["培训起止日期", written]]))

    assert [(each.column, each.value) for each in row.findings] == [("培训起止日期", written)]


def test_a_filing_form_of_four_columns_is_read_as_it_is_written(tmp_path):
    pairs = [*CLASS.items(), ("就业重点群体", "是")]
    rows = [[*pairs[at], *(pairs[at + 1] if at + 1 < len(pairs) else ())] for at in range(0, len(pairs), 2)]

    (row,) = read(workbook(tmp_path / "a.xlsx", [["培训班开班备案表"], *rows]))

    assert (row.class_number, row.is_key_group, row.findings) == ("BT-1", True, [])


def test_a_form_that_names_five_of_nine_required_values_is_one_and_of_four_is_none(tmp_path):
    titles = list(CLASS)
    five = workbook(tmp_path / "5.xlsx", form(*titles[:5]))
    four = workbook(tmp_path / "4.xlsx", form(*titles[:4]))

    (row,) = read(five)
    assert columns(row) == titles[5:]
    with pytest.raises(UnreadableFile, match="缺少列"):
        read(four)


def test_missing_columns_are_named_with_those_found_and_those_expected(tmp_path):
    filed = CLASS | {"教室": "201"}
    del filed["培训机构"], filed["总课时"]
    path = workbook(tmp_path / "a.xlsx", [list(filed), list(filed.values())], titles=["班级信息"])

    with pytest.raises(UnreadableFile) as refusal:
        read(path)

    assert "工作表“班级信息”缺少列：培训机构、总课时。" in str(refusal.value)
    assert "找到的列：班号、班级名称、旗县区、培训工种、培训类型、开班日期、结业日期、教室。" in str(
        refusal.value
    )
    assert "必须有的列：班号、班级名称、培训机构、" in str(refusal.value)


cells = st.text(max_size=12) | st.floats(-1e300, 1e300) | st.sampled_from([None, True, datetime(2026, 3, 2)])


@given(values=st.lists(cells, min_size=12, max_size=12))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_filed_a_class_comes_out_once_at_most_and_nothing_breaks(tmp_path, values):
    titles = [*CLASS, "就业重点群体", "上午上课时间", "备案日期"]

    rows = read(workbook(tmp_path / "a.xlsx", [titles, values]))

    assert [row.row for row in rows] in ([2], [])


def test_days_that_contradict_the_span_beside_them_are_told(tmp_path):
    row = read_one(tmp_path, 培训起止日期="2026-03-02至2026-03-30")

    assert columns(row) == ["培训起止日期"]
    assert read_one(tmp_path, 培训起止日期="2026-03-02至2026-03-06").findings == []


@pytest.mark.parametrize("unit", ["小时", "分钟"])
def test_hours_of_another_unit_are_no_class_hours(tmp_path, unit):
    filed = {(f"总课时（{unit}）" if title == "总课时" else title): value for title, value in CLASS.items()}

    with pytest.raises(UnreadableFile, match="缺少列：总课时"):
        read(workbook(tmp_path / "a.xlsx", [list(filed), list(filed.values())]))
