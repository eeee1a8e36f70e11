"""R43: what attendance machines export."""

from datetime import datetime, time
from pathlib import Path

import pytest

from tests.files.builders import text, workbook
from training.errors import UnreadableFile
from training.files.punches import PunchRow, read_punches
from training.terms import SHANGHAI


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
