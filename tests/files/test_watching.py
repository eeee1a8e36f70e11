"""R35, R44: the export of a live lesson."""

from datetime import datetime, timedelta

import pytest

from tests.files.builders import text, workbook
from training.files.watching import read_duration, read_watching
from training.terms import SHANGHAI


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02 {clock}").replace(tzinfo=SHANGHAI)


HEADER = ["姓名", "手机号", "进入时间", "离开时间", "观看时长"]


def read(tmp_path, *rows: list[object]):
    return list(read_watching(workbook(tmp_path / "a.xlsx", [HEADER, *rows])))


def test_a_span_is_read_whole(tmp_path):
    (row,) = read(
        tmp_path, ["王芳", "138 0000 0001", "2026-03-02 14:05:00", "2026-03-02 16:05:00", "120分钟"]
    )

    assert (row.name, row.phone, row.entered_at, row.left_at) == (
        "王芳",
        "13800000001",
        at("14:05"),
        at("16:05"),
    )
    assert row.findings == []


def test_where_the_end_and_the_duration_differ_the_shorter_counts(tmp_path):
    shorter, longer = read(
        tmp_path,
        ["王芳", "", "2026-03-02 14:00:00", "2026-03-02 16:00:00", "90分钟"],
        ["李强", "", "2026-03-02 14:00:00", "2026-03-02 15:00:00", "90分钟"],
    )

    assert (shorter.left_at, longer.left_at) == (at("15:30"), at("15:00"))


def test_one_of_end_and_duration_is_enough_and_none_is_too_little(tmp_path):
    by_end, by_duration, neither = read(
        tmp_path,
        ["王芳", "", "2026-03-02 14:00:00", "2026-03-02 15:00:00", ""],
        ["王芳", "", "2026-03-02 14:00:00", "--", "60"],
        ["王芳", "", "2026-03-02 14:00:00", "", ""],
    )

    assert by_end.left_at == by_duration.left_at == at("15:00")
    assert not neither.is_good


def test_a_masked_phone_is_no_phone(tmp_path):
    (row,) = read(tmp_path, ["王芳", "138****0001", "2026-03-02 14:00:00", "2026-03-02 15:00:00", ""])

    assert (row.phone, row.is_good) == ("", True)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        (["", "", "2026-03-02 14:00:00", "2026-03-02 15:00:00", ""], "姓名"),
        (["王芳", "123", "2026-03-02 14:00:00", "2026-03-02 15:00:00", ""], "手机号"),
        (["王芳", "", "两点", "2026-03-02 15:00:00", ""], "进入时间"),
        (["王芳", "", "2026-03-02 14:00:00", "三点", "60"], "离开时间"),
        (["王芳", "", "2026-03-02 14:00:00", "2026-03-02 13:00:00", ""], "离开时间"),
        (["王芳", "", "2026-03-02 14:00:00", "", "很久"], "观看时长"),
    ],
)
def test_a_wrong_value_is_found_in_its_column(tmp_path, cells, column):
    (row,) = read(tmp_path, cells)

    assert column in [finding.column for finding in row.findings]
    assert not row.is_good


def test_a_csv_is_read(tmp_path):
    path = text(
        tmp_path / "a.csv", ",".join(HEADER), "王芳,13800000001,2026-03-02 14:00:00,,1小时5分", encoding="gbk"
    )

    assert [row.left_at for row in read_watching(path)] == [at("15:05")]


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("95", 95),
        ("95分钟", 95),
        ("1小时35分", 95),
        ("1小时35分0秒", 95),
        ("01:35:00", 95),
        (95.0, 95),
        ("1时35分", 95),
    ],
)
def test_durations_are_read_in_several_forms(cell, minutes):
    assert read_duration(cell) == timedelta(minutes=minutes)


@pytest.mark.parametrize("cell", ["", "很久", "1e999", "nan", "-5"])
def test_what_is_no_duration_is_none(cell):
    assert read_duration(cell) is None
