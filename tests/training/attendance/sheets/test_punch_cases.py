"""R43: exports of machines and office programs as they really are, once read wrong without a word."""

from datetime import datetime

import pytest
import xlsxwriter

from tests.training.sheets.builders import case, text, workbook
from training.attendance.sheets.punches import read_punches
from training.errors import UnreadableFile
from training.notice.clock import SHANGHAI
from training.sheets.header_refusals import RivalColumns
from training.sheets.reading import Reading

DAY = "2026-03-02"
CLOCKS = ["08:01:12", "11:58:40", "14:02:05", "17:30:33"]
MINUTES = ["08:01:00", "11:58:00", "14:02:00", "17:30:00"]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)


def punches(path, reading=None) -> dict[str, list[str]]:
    """Every good punch, by number."""
    found: dict[str, list[str]] = {}
    for row in read_punches(path, reading):
        if not row.findings:
            found.setdefault(row.number, []).append(
                f"{row.punched_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
            )
    return found


def refused(path) -> list[tuple[int, str, str]]:
    findings = (row.findings for row in read_punches(path))
    return [(each.row, each.column, each.value) for row in findings for each in row]


def on(day: str, clocks: list[str]) -> list[str]:
    return [f"{day} {clock}" for clock in clocks]


FOUR = on(DAY, CLOCKS)
TWO_DAYS = [*on("2026-03-02", CLOCKS), *on("2026-03-03", CLOCKS)]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("p24-zk-serial-first.xlsx", {"11": FOUR, "12": FOUR, "13": FOUR}),
        ("p26-in-and-out-columns.xlsx", {"1": FOUR, "2": FOUR}),
        ("p37-day-and-time1-time2.xlsx", {"1": FOUR, "2": FOUR}),
        ("p27-afternoon-behind.xlsx", {"1": FOUR}),
        ("p32-hikvision-shijian.xlsx", {"1": FOUR, "2": FOUR}),
        ("p03-single-digits_attlog.dat", {number: TWO_DAYS for number in "123"}),
        ("p04-slashes_attlog.dat", {number: TWO_DAYS for number in "123"}),
        ("p06-nul-tail_attlog.dat", {number: TWO_DAYS for number in "123"}),
        ("p11-comma_attlog.txt", {number: TWO_DAYS for number in "123"}),
        ("p14-glg_001.txt", {number: TWO_DAYS for number in "123"}),
    ],
)
def test_every_punch_of_the_export_is_read_for_its_number_and_time(name, right):
    assert punches(case(f"punches/{name}")) == right


def test_of_the_dingtalk_export_the_time_that_was_punched_counts_and_not_the_shift():
    reading = Reading()

    found = punches(case("punches/p22-dingtalk-yuanshijilu.xlsx"), reading)

    assert found == {number: on(DAY, ["08:58:00", "10:40:00", "17:04:00"]) for number in "12"}
    assert reading.unread.absent == ["第 6 行", "第 10 行"]
    assert "H（考勤时间）" in reading.unread.columns


def test_the_time_of_the_shift_alone_is_nobodys_punch(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx", [["工号", "考勤时间", "打卡结果"], ["1", "2026-03-02 08:30", "未打卡"]]
    )

    with pytest.raises(UnreadableFile, match="缺少列：日期时间。找到的列：工号、考勤时间、打卡结果"):
        punches(path)


def test_a_name_between_the_number_and_the_time_is_passed_over():
    assert punches(case("punches/p10-gbk-name-column.txt")) == {"1": TWO_DAYS, "2": TWO_DAYS}


def test_bytes_of_nothing_at_the_end_of_an_attlog_are_told():
    reading = Reading()
    punches(case("punches/p06-nul-tail_attlog.dat"), reading)

    (finding,) = reading.findings
    assert "512 个空字节，可能没有从考勤机拷完整" in finding.message


@pytest.mark.parametrize(
    "line",
    ["7 2026-03-02 08:12:30 0 15 0 0 0", "  7   2026-03-02  08:12:30  1", '"7","2026-03-02 08:12:30","1"',
     "7;2026/3/2 8:12:30;1", "7\t20260302081230\t1", "0007\t2026.3.2 8:12:30", "7 王芳 2026-03-02 08:12:30 1",
     "7\t2026-03-02 08:12:30\t1\x00\x1a"],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk"])
def test_a_line_of_an_attlog_is_read_however_it_is_parted_and_encoded(tmp_path, line, encoding):
    path = text(tmp_path / "1_attlog.dat", line, line, encoding=encoding)

    assert punches(path) == {"7": ["2026-03-02 08:12:30"] * 2}


@pytest.mark.parametrize(
    "moment", ["02/03/2026 08:12", "26-03-02 08:12", "2026-03-02 0812", "2026-3/2 08:12", "2026-02-30 08:12"]
)
def test_a_date_whose_order_nobody_can_know_is_refused(tmp_path, moment):
    path = text(tmp_path / "a.dat", "7\t2026-03-02 08:12:30", f"7\t{moment}")

    assert [row for row, _, _ in refused(path)] == [2]


def test_the_month_on_one_page_is_read_with_the_number_in_the_row_above():
    days = [*on("2026-03-02", MINUTES), *on("2026-03-03", ["08:05:00", "11:57:00", "14:01:00", "17:31:00"])]

    assert punches(case("punches/p20-monthly-kaoqinjilubiao.xls")) == {number: days for number in "123"}


def test_a_month_without_a_year_is_refused_with_the_way_out():
    with pytest.raises(UnreadableFile, match=r"看不出月度考勤表是哪年哪月的.*attlog"):
        punches(case("punches/p21-monthly-matrix-one-row.xlsx"))


MATRIX = ["工号", "姓名", *(f"3/{day}" for day in range(1, 8))]


@pytest.mark.parametrize(
    "title",
    ["2026年3月刷卡记录", "考勤时间：2026-03-01 ~ 2026-03-31", "2026/3/1-2026/3/7", "2026-03-01至2026-03-07"],
)
def test_a_month_that_says_its_year_is_read(tmp_path, title):
    rows = [
        [title],
        ["制表时间：2025-12-01"],
        MATRIX,
        [1, "王芳", "", "08:01 11:58"],
        [2, "李强", "", "", "17:30"],
    ]

    found = punches(workbook(tmp_path / "a.xlsx", rows))

    assert found == {"1": ["2026-03-02 08:01:00", "2026-03-02 11:58:00"], "2": ["2026-03-03 17:30:00"]}


def test_a_month_from_the_26th_to_the_25th_turns_where_the_month_does(tmp_path):
    numbers = [*range(26, 29), *range(1, 26)]
    rows = [["2026-02-26 ~ 2026-03-25"], ["工号", *numbers], ["7", "08:01", *[""] * 2, "08:02"]]

    assert punches(workbook(tmp_path / "a.xlsx", rows)) == {
        "7": ["2026-02-26 08:01:00", "2026-03-01 08:02:00"]
    }


@pytest.mark.parametrize(
    "rows",
    [
        [["2026年2月"], ["工号", *range(1, 32)], ["7", "08:01"]],
        [["2026年2月 2026年3月"], ["工号", *range(1, 29)], ["7", "08:01"]],
        [["2026年3月"], ["工号", *range(1, 10), *range(12, 32)], ["7", "08:01"]],
    ],
    ids=["a month that is not so long", "two months", "days left out"],
)
def test_days_that_do_not_fit_the_month_are_refused(tmp_path, rows):
    with pytest.raises(UnreadableFile, match="月度考勤表"):
        punches(workbook(tmp_path / "a.xlsx", rows))


def test_a_month_of_marks_without_times_is_refused(tmp_path):
    rows = [["2026年3月"], ["工号", *range(1, 32)], ["7", *["√"] * 31]]

    with pytest.raises(UnreadableFile, match="没有打卡时间"):
        punches(workbook(tmp_path / "a.xlsx", rows))


def test_of_a_month_a_cell_that_cannot_be_read_is_refused_with_its_day(tmp_path):
    rows = [["2026年3月"], ["工号", *range(1, 32)], ["7", "08:01 补卡", "08:02"], ["七", "08:03"]]

    assert refused(workbook(tmp_path / "a.xlsx", rows)) == [
        (3, "3月1日", "08:01 补卡"),
        (4, "考勤号码", "七"),
    ]


def test_two_months_on_two_sheets_are_both_read_and_the_summary_is_named(tmp_path):
    sheets = [[[f"2026年{month}月"], ["工号", *range(1, 29)], ["7", "08:01"]] for month in (3, 4)]
    reading = Reading()
    path = workbook(
        tmp_path / "a.xlsx", *sheets, [["工号", "出勤"], ["7", "2"]], titles=["3月", "4月", "汇总"]
    )

    assert punches(path, reading) == {"7": ["2026-03-01 08:01:00", "2026-04-01 08:01:00"]}
    assert reading.unread.sheets == ["汇总"]


def test_times_written_in_one_cell_are_read_or_refused_but_never_taken_in_part():
    path = case("punches/p58-date-cell-and-text-times.xlsx")

    assert punches(path) == {
        "1": on(DAY, MINUTES),
        "2": on(DAY, MINUTES),
        "4": [*on(DAY, MINUTES[:3]), "2026-03-03 00:10:00"],
        "5": on(DAY, ["08:01:00", "14:02:00"]),
        "6": on(DAY, ["08:01:00", "11:58:00"]),
    }
    assert refused(path) == [(4, "时间", "0801 1158 1402 1730")]


def test_dates_are_read_by_what_they_certainly_mean_or_refused():
    path = case("punches/p33-written-dates.xlsx")

    assert punches(path)["1"] == [f"{DAY} 08:01:00", *[f"{DAY} 08:01:12"] * 6]
    assert [row for row, _, _ in refused(path)] == [2, 3, 4, 6, 13]


def test_a_daily_report_with_the_earliest_and_the_latest_time_has_both(tmp_path):
    rows = [
        ["时间", "姓名", "账号", "最早", "最晚"],
        ["2026/03/02 星期一", "王芳", "a7", "08:01", "17:30"],
        ["2026/03/03 星期二", "王芳", "a7", "--", "--"],
        ["2026/03/04 星期一", "王芳", "a7", "08:01", ""],
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    reading = Reading()

    assert punches(path, reading) == {"a7": ["2026-03-02 08:01:00", "2026-03-02 17:30:00"]}
    assert reading.unread.absent == ["第 3 行"]
    assert refused(path) == [(4, "时间", "2026/03/04 星期一")]


@pytest.mark.parametrize(
    ("headings", "named"),
    [(["编号", "工号", "打卡时间"], "A 列“编号” 和 B 列“工号”"),
     (["考勤号码", "登记号码", "打卡时间"], "A 列“考勤号码” 和 B 列“登记号码”"),
     (["工号", "机器号", "设备号", "打卡时间"], "B 列“机器号” 和 C 列“设备号”")],
)  # fmt: skip
def test_rivals_that_nothing_ranks_are_refused_by_name_with_how_to_choose(tmp_path, headings, named):
    path = workbook(tmp_path / "a.xlsx", [headings, ["1", *["2"] * (len(headings) - 2), "2026-03-02 08:12"]])

    with pytest.raises(RivalColumns, match=named) as refusal:
        punches(path)
    assert "--column" in str(refusal.value)


def test_the_column_that_the_clerk_chose_is_read(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["编号", "工号", "打卡时间"], ["1", "77", "2026-03-02 08:12"]])

    assert list(punches(path, Reading({"考勤号码": "B"}))) == ["77"]
    assert list(punches(path, Reading({"考勤号码": "A"}))) == ["1"]
    with pytest.raises(UnreadableFile, match="没有 Z 这一列；表头是：A 编号、B 工号、C 打卡时间"):
        punches(path, Reading({"考勤号码": "Z"}))
    with pytest.raises(UnreadableFile, match="没有“年龄”这一列可以指定"):
        punches(path, Reading({"年龄": "A"}))


def test_a_cell_that_could_not_be_computed_is_an_error_and_no_blank(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["工号", "日期", "时间"])
        page.write_row(1, 0, ["7", "2026-03-02"])
        page.write_formula(1, 2, "=NA()", None, "#N/A")

    assert refused(path) == [(2, "时间", "#N/A")]


EIGHT = f"{DAY} 08:00"


def one_row(tmp_path, headings: list[str], *cells: object) -> dict[str, list[str]]:
    return punches(workbook(tmp_path / "a.xlsx", [headings, list(cells)]))


@pytest.mark.parametrize(
    "span", ["2026-03-02 08:12-11:40", "2026-03-02 08:30-1130", "2026-03-02 22:00-24:00"]
)
def test_a_span_of_times_is_never_taken_for_an_offset(tmp_path, span):
    path = workbook(tmp_path / "a.xlsx", [["考勤号", "打卡时间"], ["1", span]])

    assert refused(path) == [(2, "日期时间", span)]


@pytest.mark.parametrize("moment", ["2026-03-02T08:12:30+08:00", "2026-03-02 00:12:30Z", "2026-03-02T00:12Z"])
def test_an_offset_behind_the_seconds_or_after_a_t_is_one(tmp_path, moment):
    assert one_row(tmp_path, ["考勤号", "打卡时间"], "1", moment)["1"][0].startswith("2026-03-02 08:12")


@pytest.mark.parametrize(
    ("heading", "moment"), [("事件时间", "2026-03-02 08:12:30"), ("打卡日期", "2026-03-02 08:12:30")]
)
def test_the_only_column_of_a_time_holds_the_moments_whatever_it_is_called(tmp_path, heading, moment):
    assert one_row(tmp_path, ["人员编号", heading], "1", moment) == {"1": [moment]}


def test_half_days_with_their_own_columns_are_read(tmp_path):
    headings = ["工号", "姓名", "日期", "上午签到", "上午签退", "下午签到", "下午签退"]

    found = one_row(tmp_path, headings, "1", "王", "2026-03-02", "08:01", "11:58", "14:02", "17:30")

    assert found == {"1": on(DAY, MINUTES)}


def test_a_table_without_any_time_is_refused_and_nobody_is_called_absent(tmp_path):
    with pytest.raises(UnreadableFile, match="缺少列：日期时间。找到的列：工号、姓名、何时"):
        one_row(tmp_path, ["工号", "姓名", "何时"], "1", "王", "2026-03-02 08:12")


def test_what_is_merged_above_a_heading_says_whose_times_they_are(tmp_path):
    rows = [
        ["工号", "日期", "规定时间", "", "实际", ""],
        ["", "", "上班打卡", "下班打卡", "上班打卡", "下班打卡"],
        ["1", DAY, "08:30", "17:00", "08:12", "17:20"],
    ]
    reading = Reading()

    assert punches(workbook(tmp_path / "a.xlsx", rows), reading) == {"1": on(DAY, ["08:12:00", "17:20:00"])}
    assert reading.unread.columns == ["C（上班打卡）", "D（下班打卡）"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["工号", "打卡时间"],
            ["1", f"{DAY} 08:00"],
            ["工号", "姓名", "打卡时间"],
            ["2", "李", f"{DAY} 08:00"],
        ],
        [["考勤号", "打卡时间"], ["1", f"{DAY} 08:00"], ["打卡时间", "考勤号"], [f"{DAY} 08:00", "2"]],
    ],
    ids=["with more columns", "in another order"],
)
def test_a_second_header_with_other_columns_refuses_the_file(tmp_path, rows):
    with pytest.raises(UnreadableFile, match="第 1 行和第 3 行都是表头，两部分的列不一样"):
        punches(workbook(tmp_path / "a.xlsx", rows))


def test_lines_above_the_header_that_are_no_titles_are_named(tmp_path):
    path = text(
        tmp_path / "a.csv", f"1,{DAY} 08:00", "单位：第一学校,共 2 人", "考勤号,打卡时间", f"2,{DAY} 09:00"
    )
    reading = Reading()

    assert punches(path, reading) == {"2": [f"{DAY} 09:00:00"]}
    assert reading.unread.rows == ["第 1 行“1”"]


def test_two_people_side_by_side_are_never_one(tmp_path):
    with pytest.raises(RivalColumns):
        one_row(
            tmp_path, ["考勤号码", "打卡时间", "工号", "打卡时间"], "1", f"{DAY} 08:00", "2", f"{DAY} 09:00"
        )


def test_a_day_that_contradicts_its_moment_is_refused(tmp_path):
    headings = ["工号", "日期", "打卡时间"]
    path = workbook(tmp_path / "a.xlsx", [headings, ["1", "2026-03-02", "2026-03-12 08:00"]])

    assert refused(path) == [(2, "日期", "2026-03-02")]
    assert one_row(tmp_path, headings, "1", "2026-03-02", "2026-03-03 00:10") == {
        "1": ["2026-03-03 00:10:00"]
    }


@pytest.mark.parametrize("table", [["考勤号", "打卡时间"], ["编号", "刷卡时间"]])
def test_a_number_that_lost_its_digits_is_nobodys(tmp_path, table):
    path = workbook(tmp_path / "a.xlsx", [table, [150203199003077723, f"{DAY} 08:00"]])

    assert [column for _, column, _ in refused(path)] == ["考勤号码"]


def test_a_text_with_any_known_heading_is_a_table_and_serial_numbers_are_nobody(tmp_path):
    path = text(tmp_path / "a.csv", "序号,打卡时间,员工编号", f"1,{DAY} 08:00:00,77")

    assert punches(path) == {"77": [f"{DAY} 08:00:00"]}


def test_lines_may_end_in_a_carriage_return_alone(tmp_path):
    path = tmp_path / "a.dat"
    path.write_bytes(f"1\t{DAY} 08:00:00\t1\r2\t{DAY} 08:00:01\t1\r".encode())

    assert list(punches(path)) == ["1", "2"]


def test_a_quote_without_its_pair_swallows_nobody(tmp_path):
    lines = ("考勤号,打卡时间,备注", f"1,{EIGHT},", f'2,{EIGHT},"外出', f"3,{EIGHT},")
    path = text(tmp_path / "a.csv", *lines)

    with pytest.raises(UnreadableFile, match="不成对的双引号"):
        punches(path)


DAYS = [str(day) for day in range(1, 32)]


def test_in_a_month_too_the_surer_number_counts_and_equals_are_rivals(tmp_path):
    rows = [["2026年3月"], ["考勤号码", "工号", "姓名", *DAYS], ["1", "77", "王", "08:00"]]
    assert list(punches(workbook(tmp_path / "a.xlsx", rows))) == ["1"]

    rows[1][0] = "编号"
    path = workbook(tmp_path / "b.xlsx", rows)
    with pytest.raises(RivalColumns):
        punches(path)
    assert list(punches(path, Reading({"考勤号码": "A"}))) == ["1"]


@pytest.mark.parametrize(
    "rows",
    [
        [["2026年3月"], ["工号", *DAYS], ["1", "08:00"], ["2026年4月"], ["工号", *DAYS[:30]], ["1", "08:00"]],
        [["2026年3月"], ["工号", *DAYS[:16]], ["", *DAYS[16:]], ["1", "08:00"]],
        [["电工2026-1班 3月份刷卡记录"], ["工号", *DAYS], ["1", "08:00"]],
        [["2026年3月 4月份"], ["工号", *DAYS], ["1", "08:00"]],
        [["2026年3月"], ["工号", "类别", *DAYS], ["1", "工时", "3:40"]],
    ],
    ids=["a second month below", "days in two rows", "a class and no month", "two months", "kinds of rows"],
)
def test_a_month_that_may_mean_two_things_is_refused(tmp_path, rows):
    with pytest.raises(UnreadableFile):
        punches(workbook(tmp_path / "a.xlsx", rows))


def test_a_plan_of_shifts_and_a_summary_beside_the_month_are_named_and_not_read(tmp_path):
    month = [["2026年3月"], ["工号", *DAYS], ["1", "08:00"]]
    plan = [["2026年3月 排班表"], ["工号", *DAYS], ["1", "08:30-11:30"]]
    summary = [["2026年3月"], ["工号", *DAYS], ["1", "正常"]]
    reading = Reading()
    path = workbook(tmp_path / "a.xlsx", summary, month, plan, titles=["月度汇总", "打卡时间", "排班"])

    assert punches(path, reading) == {"1": ["2026-03-01 08:00:00"]}
    assert reading.unread.sheets == ["月度汇总", "排班"]


def test_of_a_month_what_stands_beside_the_days_is_named_and_what_looks_like_a_time_is_not_lost(tmp_path):
    rows = [["2026年3月"], ["工号", *DAYS, "备注"], ["1", "08:00", "0812 1140", *[""] * 29, "外出"]]
    path = workbook(tmp_path / "a.xlsx", rows)
    reading = Reading()

    assert punches(path, reading) == {"1": ["2026-03-01 08:00:00"]}
    assert reading.unread.columns == ["AG（备注）"]
    assert refused(path) == [(3, "3月2日", "0812 1140")]


def test_a_day_of_two_columns_is_refused_and_not_taken_by_half(tmp_path):
    rows = [["2026年3月"], ["工号", *(cell for day in DAYS for cell in (day, ""))], ["1", "08:00", "14:00"]]

    assert refused(workbook(tmp_path / "a.xlsx", rows)) == [(3, "C", "14:00")]


def test_number_and_name_in_one_cell_above_the_times_are_told_apart(tmp_path):
    rows = [["2026年3月"], DAYS, ["08:00"], ["工号：1 姓名：王"], ["08:01"]]
    path = workbook(tmp_path / "a.xlsx", rows)

    assert punches(path) == {"1": ["2026-03-01 08:01:00"]}
    assert refused(path) == [(3, "考勤号码", "")]


def test_a_month_in_which_nobody_has_a_number_says_so(tmp_path):
    with pytest.raises(UnreadableFile, match="没有找到“工号”或“考勤号码”"):
        punches(workbook(tmp_path / "a.xlsx", [["2026年3月"], ["姓名", *DAYS], ["王", "正常"]]))
