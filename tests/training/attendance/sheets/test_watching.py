"""R35, R44: the export of a live lesson."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training.sheets.builders import text, workbook
from training.attendance.sheets.watching import read_duration, read_watching
from training.errors import UnreadableFile
from training.notice.clock import SHANGHAI


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


@pytest.mark.parametrize(
    "cell",
    ["", "很久", "1e999", "nan", "-5", "100000", "1小时35", "9" * 20 + "小时", "9" * 20 + ":00:00",
     "9" * 5000 + "秒", float("inf"), 1e300, None, timedelta(days=999_999)],
)  # fmt: skip
def test_what_is_no_duration_is_none(cell):
    assert read_duration(cell) is None


def test_a_stay_that_would_end_after_the_last_day_of_the_calendar_is_found(tmp_path):
    (row,) = read(tmp_path, ["王芳", "", datetime(9999, 12, 31, 23), "", "120分钟"])

    assert "观看时长" in [finding.column for finding in row.findings]


def test_a_duration_may_be_a_cell_of_its_own_kind(tmp_path):
    (row,) = read(tmp_path, ["王芳", "", datetime(2026, 3, 2, 14), "", timedelta(minutes=95)])

    assert (row.entered_at, row.left_at, row.findings) == (at("14:00"), at("15:35"), [])


def test_titles_totals_and_the_headings_of_the_field_are_known(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["直播数据统计"], ["昵称", "入会时间", "退出时间", "时长（分钟）"],
         ["王芳", "2026-03-02 14:00", "2026-03-02 15:00", 60], ["合计", "", "", 60]],
    )  # fmt: skip

    (row,) = read_watching(path)

    assert (row.row, row.name, row.phone, row.left_at) == (3, "王芳", "", at("15:00"))


def test_missing_columns_are_named(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "观看时长"], ["王芳", "60"]])

    with pytest.raises(UnreadableFile, match="缺少列：进入时间。找到的列：姓名、观看时长"):
        list(read_watching(path))


@pytest.mark.parametrize(("letters", "is_good"), [(64, True), (65, False)])
def test_a_name_longer_than_its_record_is_found(tmp_path, letters, is_good):
    (row,) = read(tmp_path, ["王" * letters, "", "2026-03-02 14:00", "2026-03-02 15:00", ""])

    assert row.is_good is is_good


cells = (
    st.text(max_size=12) | st.floats(-1e300, 1e300) | st.sampled_from([None, True, datetime(2026, 3, 2, 14)])
)


@given(rows=st.lists(st.tuples(*[cells] * 5), max_size=4))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_an_export_every_span_ends_after_it_starts(tmp_path, rows):
    spans = read(tmp_path, *[list(row) for row in rows])

    assert len({span.row for span in spans}) == len(spans)
    assert all(span.entered_at <= span.left_at for span in spans if span.is_good)
