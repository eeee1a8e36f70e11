"""R43: what attendance machines export."""

from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.training.sheets.builders import text, workbook
from training.attendance.sheets.punch_rows import PunchRow
from training.attendance.sheets.punches import read_punches
from training.errors import UnreadableFile
from training.notice.clock import SHANGHAI


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def simple(rows: list[PunchRow]) -> list[tuple[str, datetime, str]]:
    return [(row.number, row.punched_at, row.device) for row in rows if not row.findings]


def read(path: Path) -> list[PunchRow]:
    return list(read_punches(path))


def test_the_third_column_of_an_attlog_is_the_machine_and_not_the_status(tmp_path):
    path = text(
        tmp_path / "1_attlog.dat",
        "        7\t2026-03-02 08:12:30\t1\t0\t15\t0",
        "       12\t2026-03-02 08:12:31\t1\t255\t1\t0",
        "",
    )

    first, second = read(path)

    assert (first.row, first.number, first.punched_at) == (1, "7", at("2026-03-02 08:12:30"))
    assert (first.device, first.status, first.verify) == ("1", 0, 15)
    assert (second.number, second.status, second.verify) == ("12", 255, 1)


def test_an_attlog_line_that_cannot_be_read_is_refused_alone(tmp_path):
    path = text(
        tmp_path / "a.dat",
        "7\t2026-03-02 08:12:30\t1\t0\t15\t0",
        "7\tno time\t1\t0\t15\t0",
        "七\t2026-03-02 08:00:00\t1",
    )

    rows = read(path)

    assert [bool(row.findings) for row in rows] == [False, True, True]
    assert [row.findings[0].row for row in rows[1:]] == [2, 3]


def test_an_attlog_with_chinese_in_gbk_is_read(tmp_path):
    path = text(tmp_path / "a.dat", "7\t2026-03-02 08:12:30\t1\t0\t15\t0\t备注", encoding="gbk")

    assert simple(read(path)) == [("7", at("2026-03-02 08:12:30"), "1")]


@pytest.mark.parametrize("heading", ["考勤号码", "编号", "工号", "人员编号", "登记号码"])
def test_the_number_goes_by_several_names(tmp_path, heading):
    path = workbook(
        tmp_path / "a.xlsx",
        [[heading, "姓名", "日期时间", "机器号"], ["0007", "王芳", "2026-03-02 08:12:30", 1]],
    )

    assert simple(read(path)) == [("7", at("2026-03-02 08:12:30"), "1")]


@pytest.mark.parametrize(
    "written",
    ["2026-03-02 08:12:30", "2026/3/2 8:12:30", "2026年3月2日 8:12:30", "2026.03.02 08:12:30",
     "2026-3-2 上午8:12:30",
     "2026-03-02T08:12:30", datetime(2026, 3, 2, 8, 12, 30)],
)  # fmt: skip
def test_times_are_read_in_several_forms(tmp_path, written):
    path = workbook(tmp_path / "a.xlsx", [["编号", "打卡时间"], ["7", written]])

    assert simple(read(path)) == [("7", at("2026-03-02 08:12:30"), "")]


def test_a_day_and_its_times_may_stand_in_two_columns_and_several_in_one_cell(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["工号", "日期", "时间"],
            ["7", "2026-03-02", "08:12 11:40"],
            ["8", datetime(2026, 3, 2), time(8, 15)],
        ],
    )

    assert simple(read(path)) == [
        ("7", at("2026-03-02 08:12"), ""),
        ("7", at("2026-03-02 11:40"), ""),
        ("8", at("2026-03-02 08:15"), ""),
    ]


def test_a_row_without_a_number_or_a_time_is_refused_with_its_place(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["编号", "日期时间"], ["", "2026-03-02 08:12"], ["7", "昨天"], ["7", "2026-03-02 25:00"]],
    )

    rows = read(path)

    assert [(row.findings[0].row, row.findings[0].column) for row in rows] == [
        (2, "考勤号码"),
        (3, "日期时间"),
        (4, "日期时间"),
    ]


def test_a_file_that_is_neither_form_is_refused_with_what_is_expected(tmp_path):
    with pytest.raises(UnreadableFile, match="缺少列：考勤号码"):
        read(text(tmp_path / "a.txt", "hello", "world"))


def test_a_long_attlog_without_seconds_or_zeros_is_read(tmp_path):
    path = text(tmp_path / "a.dat", "", "00012\t2026-03-02 08:12\t006012", "13\t2026-03-02T08:13:00\t\t\t\t")

    rows = read(path)

    assert simple(rows) == [
        ("12", at("2026-03-02 08:12"), "6012"),
        ("13", at("2026-03-02 08:13"), ""),
    ]
    assert [(row.row, row.status, row.verify) for row in rows] == [(2, None, None), (3, None, None)]


@pytest.mark.parametrize(
    "moment",
    ["2026-03-02", "2026-W10-1 08:12", "2026-03-02 08:12:30+00:00", "0001-01-01 00:00:00",
     "20260302T0812", ""],
)  # fmt: skip
def test_an_attlog_time_is_a_day_with_a_time_as_machines_write_it_and_nothing_else(tmp_path, moment):
    path = text(tmp_path / "a.dat", "7\t2026-03-02 08:12:30\t1", f"7\t{moment}\t1")

    assert [bool(row.findings) for row in read(path)] == [False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize("delimiter", ["\t", ","])
def test_a_text_with_a_header_is_a_table_and_no_attlog(tmp_path, encoding, delimiter):
    rows = [
        ["工号", "日期", "时间", "机器号"],
        ["7", "2026-03-02", "08:12:30", "1"],
        ["7", "2026-03-02", "11:40", "1"],
    ]
    path = text(tmp_path / "a.txt", *(delimiter.join(row) for row in rows), encoding=encoding)

    assert [(row.row, row.number, row.punched_at, row.device) for row in read(path)] == [
        (2, "7", at("2026-03-02 08:12:30"), "1"),
        (3, "7", at("2026-03-02 11:40"), "1"),
    ]


def test_in_a_text_with_a_header_the_third_column_is_what_its_heading_says(tmp_path):
    path = text(tmp_path / "a.txt", "打卡明细", "编号\t日期时间\t姓名", "7\t2026-03-02 08:12:30\t王芳")

    assert simple(read(path)) == [("7", at("2026-03-02 08:12:30"), "")]


def test_an_english_machine_writes_its_half_of_the_day_behind(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["编号", "日期时间"], ["7", "2026-03-02 2:05:00 PM"]])

    assert simple(read(path)) == [("7", at("2026-03-02 14:05"), "")]


def test_titles_totals_and_the_machines_page_headers_are_no_punches(tmp_path):
    header = ["考勤号码", "姓名", "日期时间", "机器号"]
    row = ["7", "王芳", "2026-03-02 08:12:30", "001"]
    path = workbook(
        tmp_path / "a.xlsx",
        [["考勤原始记录"], ["2026-03-01 至 2026-03-31"], header, row, [], header, ["合计", "1"]],
        titles=["原始记录"],
    )

    assert [(each.row, each.device) for each in read(path)] == [(4, "1")]


@pytest.mark.parametrize(
    ("number", "is_good"),
    [("7", True), (7.0, True), ("A7", True), ("9" * 24, True), ("9" * 25, False), ("0", False), ("七", False),
     ("7-1", False), (7.5, False), ("", False), (None, False)],
)  # fmt: skip
def test_a_number_is_of_the_kind_that_machines_know(tmp_path, number, is_good):
    (row,) = read(workbook(tmp_path / "a.xlsx", [["编号", "打卡时间"], [number, "2026-03-02 08:12"]]))

    assert (row.findings == ()) is is_good


@pytest.mark.parametrize(
    ("day", "clock", "column"),
    [("昨天", "08:12", "日期"), ("", "08:12", "日期"), ("2026-03-02", "25:00", "时间"),
     ("2026-03-02", "08:12 25:00", "时间")],
)  # fmt: skip
def test_of_a_day_and_a_time_the_wrong_one_is_named(tmp_path, day, clock, column):
    (row,) = read(workbook(tmp_path / "a.xlsx", [["编号", "日期", "时间"], ["7", day, clock]]))

    assert [(finding.column, finding.value) for finding in row.findings] == [
        (column, day if column == "日期" else clock)
    ]


def test_missing_columns_are_named_with_those_found(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "日期时间"], ["王芳", "2026-03-02 08:12"]])

    with pytest.raises(UnreadableFile, match="缺少列：考勤号码。找到的列：姓名、日期时间"):
        read(path)


@given(content=st.binary(max_size=300))
@example(b"7\t2026-03-02 08:12:30")
@example(b"7\t2026-03-02 08:12:30\t1\r\n\xff\xfe\t\x00")
@example("\ufeff编号\t日期时间\r\n7\t".encode())
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_raise_anything_but_unreadable_file(tmp_path, content):
    path = tmp_path / "1_attlog.dat"
    path.write_bytes(content)

    try:
        rows = read(path)
    except UnreadableFile:
        return
    assert all(row.punched_at.astimezone(UTC) for row in rows if not row.findings)


times = st.datetimes(datetime(2023, 1, 1), datetime(2030, 12, 31)).map(
    lambda each: each.replace(microsecond=0)
)


@given(
    punches=st.lists(st.tuples(st.integers(1, 99_999), times, st.integers(1, 99)), min_size=1, max_size=20)
)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_line_of_an_attlog_comes_out_once_as_it_was_written(tmp_path, punches):
    lines = [f"{number:>9}\t{moment}\t{device}\t0\t15\t0" for number, moment, device in punches]

    rows = read(text(tmp_path / "a.dat", *lines, ""))

    assert [(row.row, *single) for row, single in zip(rows, simple(rows), strict=True)] == [
        (place, str(number), moment.replace(tzinfo=SHANGHAI), str(device))
        for place, (number, moment, device) in enumerate(punches, 1)
    ]
