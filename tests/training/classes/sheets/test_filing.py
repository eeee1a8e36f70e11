"""R25, R26: a class comes into being by its filing workbook."""

from datetime import date, time
from pathlib import Path

import pytest

from tests.training.sheets.builders import text, workbook
from training.classes.sheets.class_sheet import ClassRow, read_class_sheet
from training.classes.sheets.filing import open_filing
from training.classes.sheets.timetable import read_halves, read_timetable
from training.classes.terms import Content
from training.errors import UnreadableFile
from training.notice.policy import Policy
from training.notice.terms import ClassKind, HalfDay, Mode
from training.sheets.reading import Reading

DAY = date(2026, 3, 2)
TITLES = [
    "班号",
    "班级名称",
    "培训机构",
    "旗县区",
    "培训工种",
    "等级",
    "培训类型",
    "就业重点群体",
    "总课时",
    "开班日期",
    "结业日期",
]
VALUES = [
    "BT-1",
    "电工（五级）1班",
    "第一学校",
    "昆都仑区",
    "电工",
    "五级",
    "普通",
    "是",
    "40",
    "2026-03-02",
    "2026-03-06",
]


def read_class(tmp_path: Path, **changed: object) -> ClassRow:
    titles = TITLES + [title for title in changed if title not in TITLES]
    values = dict(zip(TITLES, VALUES, strict=True)) | changed
    (row,) = read_class_sheet(workbook(tmp_path / "a.xlsx", [titles, [values[title] for title in titles]]))
    return row


def columns(row) -> list[str]:
    return [finding.column for finding in row.findings]


def test_a_class_is_read_whole(tmp_path):
    row = read_class(tmp_path, 授课教师="李建国", 上午上课时间="9:00", 考勤机号="006012")

    assert (row.class_number, row.name, row.institution, row.district) == (
        "BT-1",
        "电工（五级）1班",
        "第一学校",
        "昆都仑区",
    )
    assert (row.kind, row.is_key_group, row.prescribed_halves) == (ClassKind.ORDINARY, True, 80)
    assert (row.starts_on, row.ends_on) == (DAY, date(2026, 3, 6))
    assert (row.morning_starts, row.morning_ends) == (time(9), time(11, 30))
    assert (row.instructor, row.attendance_device, row.findings) == ("李建国", "6012", [])


def test_a_class_may_be_a_form_of_two_columns(tmp_path):
    form = [
        ["培训班备案表"],
        ["项目", "内容"],
        *([title, value] for title, value in zip(TITLES, VALUES, strict=True)),
    ]

    (row,) = read_class_sheet(workbook(tmp_path / "a.xlsx", form))

    assert (row.class_number, row.prescribed_halves, row.findings) == ("BT-1", 80, [])


@pytest.mark.parametrize(
    ("title", "value"),
    [("班号", ""), ("培训类型", "其他"), ("就业重点群体", "可能"), ("总课时", "很多"), ("总课时", "0"),
     ("总课时", "40.3"), ("开班日期", "三月"), ("上午上课时间", "12:30")],
)  # fmt: skip
def test_a_wrong_value_is_found_in_its_column(tmp_path, title, value):
    assert columns(read_class(tmp_path, **{title: value})) == [title]


@pytest.mark.parametrize(
    ("written", "kind"), [("订单式培训", "订单"), ("定向", "定向"), ("创业培训", "创业"), ("c1", "C1")]
)
def test_kinds_are_read_as_people_write_them(tmp_path, written, kind):
    assert read_class(tmp_path, 培训类型=written).kind == kind


def test_a_timetable_is_read_whole(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["日期", "时段", "内容", "授课方式", "学时", "教师"],
         ["2026-03-02", "上午", "理论课", "线下", "4", "李建国"],
         ["2026/3/2", "下午", "实训", "面授", 3.5, ""]],
    )  # fmt: skip

    first, second = read_timetable(path)

    assert (first.held_on, first.half_day, first.content, first.mode, first.halves) == (
        DAY, HalfDay.MORNING, Content.THEORY, Mode.OFFLINE, 8,
    )  # fmt: skip
    assert (second.half_day, second.content, second.halves, second.instructor) == (
        HalfDay.AFTERNOON, Content.PRACTICAL, 7, "",
    )  # fmt: skip
    assert first.findings == second.findings == []


def test_every_wrong_cell_of_a_timetable_is_reported(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [["日期", "半天", "内容", "方式", "课时"], ["x", "夜里", "唱歌", "空中", "4.2"]]
    )

    (row,) = read_timetable(path)

    assert columns(row) == ["日期", "半天", "内容", "方式", "课时"]


@pytest.mark.parametrize(
    ("cell", "halves"),
    [("4", 8), (4.0, 8), ("3.5", 7), ("4课时", 8), ("0", None), ("-1", None), ("4.2", None), ("", None),
     ("inf", None), ("nan", None)],
)  # fmt: skip
def test_class_hours_come_in_halves(cell, halves):
    assert read_halves(cell) == halves


def test_a_filing_has_its_three_sheets(tmp_path):
    roster = [["姓名", "身份证号", "联系电话"], ["王芳", "11010519491231002X", "13800000001"]]
    timetable = [["日期", "半天", "内容", "方式", "课时"], ["2026-03-02", "上午", "理论", "线下", "4"]]
    path = workbook(
        tmp_path / "a.xlsx", [TITLES, VALUES], roster, timetable, titles=["班级备案", "学员花名册", "课程表"]
    )

    filing = open_filing(path, DAY, Policy())

    assert [row.class_number for row in filing.classes] == ["BT-1"]
    assert [row.name for row in filing.roster] == ["王芳"]
    assert len(list(filing.timetable)) == 1


def test_a_filing_without_a_timetable_is_still_one(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [TITLES, VALUES],
        [["姓名", "身份证号", "联系电话"]],
        titles=["班级信息", "学员名册"],
    )

    assert list(open_filing(path, DAY, Policy()).timetable) == []


def test_a_filing_without_a_roster_is_refused_and_names_its_sheets(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [TITLES, VALUES], titles=["班级信息"])

    with pytest.raises(UnreadableFile, match="缺少工作表“学员名册”，现有：班级信息"):
        open_filing(path, DAY, Policy())


def test_the_sheets_of_a_filing_stand_in_any_order_among_others_and_under_their_other_names(tmp_path):
    roster = [["姓名", "身份证号", "联系电话"], ["王芳", "11010519491231002X", "13800000001"]]
    timetable = [["日期", "半天", "内容", "方式", "课时"], ["2026-03-02", "上午", "理论", "线下", "4"]]
    path = workbook(
        tmp_path / "a.xlsx",
        [["封面"]],
        timetable,
        roster,
        [TITLES, VALUES],
        titles=["封面", "课程安排", "花名册（2026）", "开班信息"],
    )

    filing = open_filing(path, DAY, Policy())

    assert [row.sheet for part in (filing.classes, filing.roster, filing.timetable) for row in part] == [
        "开班信息",
        "花名册（2026）",
        "课程安排",
    ]


def test_a_filing_without_a_class_sheet_is_refused_and_so_is_a_text(tmp_path):
    roster = workbook(tmp_path / "a.xlsx", [["姓名", "身份证号", "联系电话"]], titles=["学员名册"])
    csv = text(tmp_path / "a.csv", ",".join(TITLES), ",".join(VALUES))

    with pytest.raises(UnreadableFile, match="缺少工作表“班级信息”，现有：学员名册"):
        open_filing(roster, DAY, Policy())
    with pytest.raises(UnreadableFile, match="缺少工作表“学员名册”，现有：（文本）"):
        open_filing(csv, DAY, Policy())


def test_the_ages_of_a_filing_are_those_of_the_day_it_is_filed(tmp_path):
    # Born 1949-12-31: sixty until the last day of 2010.
    roster = [["姓名", "身份证号", "联系电话"], ["王芳", "11010519491231002X", "13800000001"]]
    path = workbook(tmp_path / "a.xlsx", [TITLES, VALUES], roster, titles=["班级信息", "学员名册"])

    warned = [
        bool(row.findings)
        for day in (date(2010, 12, 30), date(2010, 12, 31))
        for row in open_filing(path, day, Policy()).roster
    ]

    assert warned == [False, True]


def test_a_choice_of_a_column_is_for_the_sheet_that_has_it(tmp_path):
    roster = [
        ["姓名", "身份证号", "手机", "电话"],
        ["王芳", "11010519491231002X", "13800000001", "13800000002"],
    ]
    path = workbook(tmp_path / "a.xlsx", [TITLES, VALUES], roster, titles=["班级信息", "学员名册"])

    filing = open_filing(path, DAY, Policy(), Reading({"联系电话": "D"}))

    assert [row.phone for row in filing.roster] == ["13800000002"]
    assert [row.is_good for row in filing.classes] == [True]
    with pytest.raises(UnreadableFile, match="没有“年龄”这一列可以指定；可以指定的有：班号、"):
        open_filing(path, DAY, Policy(), Reading({"年龄": "D"}))


def test_sheets_are_found_by_what_they_hold_and_the_others_are_named(tmp_path):
    roster = [["姓名", "身份证号", "手机"], ["王芳", "11010519491231002X", "13800000001"]]
    sheets = ([["封面"]], [TITLES, VALUES], roster)
    path = workbook(tmp_path / "a.xlsx", *sheets, titles=["封面", "Sheet2", "Sheet3"])
    reading = Reading()

    filing = open_filing(path, DAY, Policy(), reading)

    assert [row.name for row in filing.roster] == ["王芳"]
    assert len(list(filing.classes)) == 1
    assert reading.unread.sheets == ["封面"]


def test_two_rosters_in_one_filing_are_refused_by_name(tmp_path):
    roster = [["姓名", "身份证号", "手机"], ["王芳", "11010519491231002X", "13800000001"]]
    path = workbook(
        tmp_path / "a.xlsx", [TITLES, VALUES], roster, roster, titles=["班级信息", "一班", "二班"]
    )

    with pytest.raises(UnreadableFile, match="2 张工作表都像学员名册：“一班”、“二班”"):
        open_filing(path, DAY, Policy())
