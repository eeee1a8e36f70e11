"""A refused file comes back marked where it is wrong, and can be mended and handed in as it is."""

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from tests.training.sheets.builders import case, text, workbook
from training.attendance.sheets.punches import read_punches
from training.attendance.sheets.watching import read_watching
from training.classes.sheets.class_sheet import read_class_sheet
from training.classes.sheets.roster import read_roster
from training.classes.sheets.timetable import read_timetable
from training.errors import UnreadableFile
from training.intake.sheets.marked_copy import write_marked_copy
from training.intake.sheets.templates import write_template
from training.notice.policy import Policy
from training.notice.terms import Severity
from training.sheets.books import open_sheets
from training.sheets.findings import Finding
from training.sheets.reading import Reading

DAY = date(2026, 3, 2)
# The example of GB 11643-1999 itself: a woman born in 1949, so past the usual age.
OLD_ID = "11010519491231002X"
HEADER = ["姓名", "身份证号", "联系电话"]
RED, YELLOW = "FFFF9999", "FFFFEB9C"


def findings_of(rows) -> list[Finding]:
    return [finding for row in rows for finding in row.findings]


def roster_findings(path: Path) -> list[Finding]:
    return findings_of(read_roster(path, DAY, Policy()))


def marked(path: Path, findings: list[Finding]) -> openpyxl.Workbook:
    target = path.with_name("已标注.xlsx")
    write_marked_copy(path, findings, target)
    return openpyxl.load_workbook(target)


def marks(sheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def colour(sheet, place: str) -> str:
    return sheet[place].fill.fgColor.rgb


def test_the_wrong_cell_is_red_and_says_how_to_mend_it(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["学员名册"], HEADER, ["王芳", OLD_ID, "12345"]], titles=["名册"])

    book = marked(path, roster_findings(path))

    sheet = book["名册"]
    assert (sheet["C3"].value, colour(sheet, "C3")) == ("12345", RED)
    assert marks(sheet)["C3"] == "错误：应为 11 位手机号，以 13 至 19 开头。"
    assert sheet["A1"].value == "学员名册"


def test_a_cell_worth_a_second_look_is_yellow(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["王芳", OLD_ID, "13800000001"]])

    sheet = marked(path, roster_findings(path))["Sheet1"]

    assert colour(sheet, "B2") == YELLOW
    assert list(marks(sheet)) == ["B2"]
    assert "年龄 76 岁" in marks(sheet)["B2"]


def test_everything_about_one_cell_stands_in_its_comment_and_the_worst_gives_the_colour(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["王芳", "x", "1"]])
    findings = [
        Finding(2, "身份证号", "x", "第一句。", Severity.ERROR, "Sheet1"),
        Finding(2, "身份证号", "x", "第二句。", Severity.WARNING, "Sheet1"),
    ]

    sheet = marked(path, findings)["Sheet1"]

    assert marks(sheet) == {"B2": "错误：第一句。\n提醒：第二句。"}
    assert colour(sheet, "B2") == RED


def test_every_finding_stands_in_the_list_even_one_about_no_row(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["王芳", "x", "1"]])
    findings = [
        Finding(0, "", "", "线上理论超过 40%。", Severity.WARNING, "Sheet1"),
        Finding(2, "身份证号", "x", "应为 18 位，现在是 1 位。", Severity.ERROR, "Sheet1"),
    ]

    book = marked(path, findings)

    rows = [[cell.value or "" for cell in row] for row in book["问题清单"].iter_rows()]
    assert rows[0] == ["轻重", "工作表", "行", "列", "值", "问题和改法"]
    assert rows[1] == ["提醒", "Sheet1", "", "", "", "线上理论超过 40%。"]
    assert rows[2] == ["错误", "Sheet1", "2", "身份证号", "x", "应为 18 位，现在是 1 位。"]
    assert list(marks(book["Sheet1"])) == ["B2"]


def test_the_mark_stands_under_the_heading_that_the_file_uses(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [["手机（必填）", "序号", "证件号码", "学员姓名"], ["12345", 1, OLD_ID, "王芳"]]
    )

    assert "11 位手机号" in marks(marked(path, roster_findings(path))["Sheet1"])["A2"]


def test_a_cell_that_repeats_a_heading_is_marked_itself(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["王芳", OLD_ID, "手机"]])

    assert set(marks(marked(path, roster_findings(path))["Sheet1"])) == {"B2", "C2"}


def test_in_a_form_the_value_behind_the_heading_is_marked(tmp_path):
    form = [
        ["班级备案表"],
        ["班号", "BT-1"],
        ["班级名称", "1班"],
        ["培训机构", "第一学校"],
        ["旗县区", None, "青山区"],
        ["培训工种", "电工"],
        ["培训类型", None, "其他"],
        ["总课时", ""],
        ["开班日期", "2026-03-02"],
        ["结业日期", "三月"],
    ]
    path = workbook(tmp_path / "a.xlsx", form)

    sheet = marked(path, findings_of(read_class_sheet(path)))["Sheet1"]

    assert list(marks(sheet)) == ["C7", "B8", "B10"]


@pytest.mark.parametrize(("day", "clock", "place"), [("2026-03-02", "25:00", "C2"), ("昨天", "08:12", "B2")])
def test_of_a_day_and_a_time_in_two_columns_the_wrong_one_is_marked(tmp_path, day, clock, place):
    path = workbook(tmp_path / "a.xlsx", [["工号", "日期", "时间"], ["7", day, clock]])

    assert list(marks(marked(path, findings_of(read_punches(path)))["Sheet1"])) == [place]


def test_a_value_whose_column_the_file_lacks_is_marked_where_it_stands_or_else_in_the_first_cell(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["王芳", "x", "BT-1"], ["李强", "y", "2"]])
    findings = [
        Finding(2, "班号", "BT-1", "还没有备案。", Severity.ERROR, "Sheet1"),
        Finding(3, "班号", "", "没有班号。", Severity.ERROR, "Sheet1"),
    ]

    assert set(marks(marked(path, findings)["Sheet1"])) == {"C2", "A3"}


def test_every_sheet_is_copied_and_marked_on_its_own(tmp_path):
    lessons = [["日期", "半天", "内容", "方式", "课时"], ["2026-03-02", "夜里", "理论", "线下", "4"]]
    path = workbook(
        tmp_path / "a.xlsx", [HEADER, ["王芳", OLD_ID, "1"]], lessons, titles=["学员名册", "课程表"]
    )

    book = marked(path, roster_findings(path) + findings_of(read_timetable(path)))

    assert book.sheetnames == ["学员名册", "课程表", "问题清单"]
    assert book.active.title == "问题清单"
    assert set(marks(book["学员名册"])) == {"B2", "C2"}
    assert set(marks(book["课程表"])) == {"B2"}


def test_a_text_and_an_attlog_come_back_as_a_workbook(tmp_path):
    roster = text(tmp_path / "a.csv", ",".join(HEADER), f"王芳,{OLD_ID},12345", encoding="gbk")
    log = text(tmp_path / "1_attlog.dat", "7\t2026-03-02 08:12:30\t1\t0\t15\t0", "8\t昨天\t1")

    from_csv = marked(roster, roster_findings(roster))["数据"]
    from_log = marked(log, findings_of(read_punches(log)))["数据"]

    assert (from_csv["A2"].value, set(marks(from_csv))) == ("王芳", {"B2", "C2"})
    assert (from_log["B1"].value, set(marks(from_log))) == ("2026-03-02 08:12:30", {"A2"})


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_the_copy_can_be_mended_handed_in_and_marked_again(tmp_path, name):
    if name.endswith("csv"):
        path = text(tmp_path / name, ",".join(HEADER), f"王芳,{OLD_ID},12345")
    else:
        path = workbook(tmp_path / name, [HEADER, ["王芳", OLD_ID, "12345"]])
    marked(path, roster_findings(path))
    copy = path.with_name("已标注.xlsx").rename(tmp_path / "再交.xlsx")

    (row,) = read_roster(copy, DAY, Policy())
    again = marked(copy, row.findings)

    assert (row.row, row.name, row.id_number) == (2, "王芳", OLD_ID)
    assert again.sheetnames[1:] == ["问题清单"]
    assert again["问题清单"].max_row == 1 + len(row.findings)


def test_a_number_that_lost_its_digits_does_not_become_a_good_text_in_the_copy(tmp_path):
    header, rounded = [*HEADER, "银行卡号"], 110105194912310020
    path = workbook(tmp_path / "a.xlsx", [header, ["王芳", rounded, "13800000001", 6222021234567890123]])
    marked(path, roster_findings(path))

    again = roster_findings(path.with_name("已标注.xlsx"))

    lost = [finding.column for finding in again if "后几位已经丢失" in finding.message]
    assert lost == ["身份证号", "社保卡银行卡号"]


def test_good_cells_keep_their_kind_and_what_looks_like_a_formula_stays_a_text(tmp_path):
    good = [OLD_ID, 13800000001, datetime(2026, 3, 2, 8), 46083.5, timedelta(hours=25, minutes=5), "=1+1"]
    path = workbook(tmp_path / "a.xlsx", [["身份证号", "电话", "日期", "序列", "时长", "式"], good])
    marked(path, [])

    (_, (_, cells)) = next(iter(open_sheets(tmp_path / "已标注.xlsx"))).rows

    assert cells == good
    assert list(next(iter(open_sheets(path))).rows)[1] == (2, good)


def test_what_was_hidden_is_hidden_in_the_copy_and_read_no_more_than_before(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("名册")
        page.write_row(0, 0, [*HEADER, "手机"])
        page.write_row(1, 0, ["王芳", OLD_ID, "13800000001", "13900000001"])
        page.set_column(3, 3, None, None, {"hidden": True})
        old = book.add_worksheet("旧名册")
        old.write_row(0, 0, HEADER)
        old.write_row(1, 0, ["李强", OLD_ID, "13800000002"])
        old.hide()
    marked(path, roster_findings(path))

    copies = [list(read_roster(each, DAY, Policy())) for each in (path, tmp_path / "已标注.xlsx")]

    assert [[(row.name, row.phone) for row in rows] for rows in copies] == [[("王芳", "13800000001")]] * 2


def test_a_duration_of_more_than_a_day_is_read_from_the_copy_as_from_the_file(tmp_path):
    path = case("watching/w13-durations-with-one-bad-row.xlsx")
    write_marked_copy(path, findings_of(read_watching(path)), tmp_path / "已标注.xlsx")

    spans = [[row.left_at - row.entered_at for row in read_watching(each) if row.is_good]
             for each in (path, tmp_path / "已标注.xlsx")]  # fmt: skip

    assert spans == [[timedelta(hours=25, minutes=5)]] * 2


def test_an_error_of_the_spreadsheet_is_still_one_in_the_copy(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER)
        page.write_row(1, 1, [OLD_ID, "13800000001"])
        page.write_formula(1, 0, "=NA()", None, "#N/A")
    findings = roster_findings(path)
    marked(path, findings)

    assert [each.value for each in findings if "公式错误" in each.message] == ["#N/A"]
    assert [each.message for each in roster_findings(tmp_path / "已标注.xlsx")] == [
        each.message for each in findings
    ]


def test_a_copy_that_cannot_be_written_says_why(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER])

    with pytest.raises(OSError, match="No such file") as refusal:
        write_marked_copy(path, [], tmp_path / "nowhere" / "a.xlsx")

    assert refusal.value.strerror


cells = st.text(max_size=12) | st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from(HEADER)


@given(rows=st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=4))
@settings(deadline=None, max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_wrong_every_finding_is_listed_and_commented(tmp_path, rows):
    path = workbook(tmp_path / "a.xlsx", [HEADER, *[list(row) for row in rows]])
    try:
        findings = roster_findings(path)
    except UnreadableFile:
        reject()

    book = marked(path, findings)

    comments = "\n".join(marks(book["Sheet1"]).values())
    assert book["问题清单"].max_row == 1 + len(findings)
    assert all(finding.message in comments for finding in findings)


def test_the_mark_stands_where_the_reader_looked_and_not_at_a_weaker_column(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["工号", "考勤号码", "打卡时间"], ["1", "七", "2026-03-02 08:12"]])

    assert list(marks(marked(path, findings_of(read_punches(path)))["Sheet1"])) == ["B2"]


def test_the_sheets_that_we_add_ourselves_are_not_named_as_unread_but_others_of_that_name_are(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [HEADER, ["王芳", OLD_ID, "13800000001"]])
    marked(path, roster_findings(path))
    write_template("roster", tmp_path / "模板.xlsx")
    people = [HEADER, ["李强", OLD_ID, "13800000002"]]
    called_so = workbook(tmp_path / "b.xlsx", people, [["王芳"]], titles=["名册", "问题清单"])

    unread = []
    for each in (tmp_path / "已标注.xlsx", tmp_path / "模板.xlsx", called_so):
        reading = Reading()
        list(read_roster(each, DAY, Policy(), reading))
        unread.append(reading.unread.sheets)

    assert unread == [[], [], ["问题清单"]]
