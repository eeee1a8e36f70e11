"""R45, R51 to R53: the timetable says of every half day what is taught, and how; nothing is guessed."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training.sheets.builders import text, workbook
from training.classes.sheets.timetable import TIMETABLE, TimetableRow, read_halves, read_timetable
from training.classes.terms import Content
from training.errors import UnreadableFile
from training.notice.terms import HalfDay, Mode

HEADER = ["班号", "日期", "半天", "内容", "方式", "课时", "教师"]
ROW = ["BT-1", "2026-03-02", "上午", "理论", "线下", "4", "李建国"]


def read(tmp_path: Path, *rows: list[object], header: list[str] = HEADER) -> list[TimetableRow]:
    return list(read_timetable(workbook(tmp_path / "课程表.xlsx", [header, *rows])))


def read_one(tmp_path: Path, **changed: object) -> TimetableRow:
    (row,) = read(tmp_path, list((dict(zip(HEADER, ROW, strict=True)) | changed).values()))
    return row


def found(row: TimetableRow) -> list[tuple[str, str]]:
    return [(finding.column, finding.value) for finding in row.findings]


def test_several_classes_stand_in_one_file_and_every_row_keeps_its_place(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [["第一学校课程表"], [], HEADER, ROW, [], ["BT-2", *ROW[1:]], HEADER, ["合计", "", "", "", "", 8]],
        titles=["教学计划"],
    )

    rows = list(read_timetable(path))

    assert [(row.sheet, row.row, row.class_number) for row in rows] == [
        ("教学计划", 4, "BT-1"),
        ("教学计划", 6, "BT-2"),
    ]
    assert all(row.is_good for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_text_is_read(tmp_path, encoding):
    path = text(tmp_path / "a.csv", ",".join(HEADER), ",".join(ROW), encoding=encoding)

    (row,) = read_timetable(path)

    assert (row.row, row.held_on, row.half_day, row.halves) == (2, date(2026, 3, 2), HalfDay.MORNING, 8)


@pytest.mark.parametrize(
    "header",
    [
        ["培训日期", "午别", "课程性质", "培训方式", "课时数"],
        ["上课日期*", "上/下午", "课程类型", "线上线下", "学时（半天）"],
        ["时 间", "上午下午", "培训内容：", "上课方式", "课时"],
    ],
)
def test_the_headings_of_the_field_are_known(tmp_path, header):
    (row,) = read(tmp_path, ROW[1:6], header=header)

    assert (row.held_on, row.content, row.mode, row.findings) == (
        date(2026, 3, 2), Content.THEORY, Mode.OFFLINE, [],
    )  # fmt: skip


@pytest.mark.parametrize("written", ["2026-3-2", "2026年3月2日", "20260302", datetime(2026, 3, 2), 46083])
def test_days_are_read_in_several_forms(tmp_path, written):
    assert read_one(tmp_path, 日期=written).held_on == date(2026, 3, 2)


@pytest.mark.parametrize("written", ["", "3月2日", "2026-02-29", "周一", 0, 2026])
def test_what_is_no_day_is_found(tmp_path, written):
    row = read_one(tmp_path, 日期=written)

    assert [column for column, _ in found(row)] == ["日期"]
    assert not row.is_good


@pytest.mark.parametrize(
    ("column", "written", "meant"),
    [
        ("半天", "上午", HalfDay.MORNING),
        ("半天", "上 午", HalfDay.MORNING),
        ("半天", "am", HalfDay.MORNING),
        ("半天", "下午（14:00）", HalfDay.AFTERNOON),
        ("半天", "PM", HalfDay.AFTERNOON),
        ("内容", "理论课", Content.THEORY),
        ("内容", "实训", Content.PRACTICAL),
        ("内容", "实际操作", Content.PRACTICAL),
        ("内容", "实操课", Content.PRACTICAL),
        ("方式", "网络", Mode.ONLINE),
        ("方式", "线上直播", Mode.ONLINE),
        ("方式", "面授", Mode.OFFLINE),
    ],
)
def test_words_are_understood_as_people_write_them(tmp_path, column, written, meant):
    row = read_one(tmp_path, **{column: written})

    assert row.is_good
    assert meant in (row.half_day, row.content, row.mode)


@pytest.mark.parametrize(
    ("column", "written"),
    [("半天", "上午、下午"), ("半天", "午"), ("半天", "全天"), ("半天", ""), ("内容", "理论+实操"),
     ("内容", "理论实操一体"), ("内容", ""), ("方式", "线上线下"), ("方式", "线"), ("方式", "")],
)  # fmt: skip
def test_a_word_that_may_mean_both_is_asked_about_and_never_guessed(tmp_path, column, written):
    row = read_one(tmp_path, **{column: written})

    assert found(row) == [(column, written)]
    assert " 或 " in row.findings[0].message


@pytest.mark.parametrize(
    ("cell", "halves"),
    [(0.5, 1), (0, None), (0.25, None), ("３.５", 7), ("4 学时", 8), ("8", 16), ("10000", 20_000),
     ("10000.5", None), ("1e300", None), (True, None), (None, None), ("四", None), ("4,0", None)],
)  # fmt: skip
def test_class_hours_are_whole_or_half_and_within_reason(cell, halves):
    assert read_halves(cell) == halves


@pytest.mark.parametrize(("letters", "is_good"), [(63, True), (64, True), (65, False)])
def test_a_teacher_has_a_name_of_sixty_four_letters_at_most(tmp_path, letters, is_good):
    assert read_one(tmp_path, 教师="李" * letters).is_good is is_good


def test_the_example_row_of_the_template_is_no_lesson(tmp_path):
    example = [column.example for column in TIMETABLE.columns]

    assert [row.row for row in read(tmp_path, example, ROW)] == [3]


def test_a_row_that_was_written_over_the_example_is_not_passed_over(tmp_path):
    (row,) = read(tmp_path, [*ROW[:6], "示例教师"])

    assert [(each.column, each.value) for each in row.findings] == [("教师", "示例教师")]


def test_missing_columns_are_named_with_those_found_and_those_expected(tmp_path):
    with pytest.raises(UnreadableFile) as refusal:
        read(tmp_path, header=["日期", "内容", "教室"])

    assert "缺少列：半天、方式、课时。" in str(refusal.value)
    assert "找到的列：日期、内容、教室。" in str(refusal.value)
    assert "必须有的列：日期、半天、内容、方式、课时。" in str(refusal.value)


cells = st.one_of(
    st.text(max_size=12),
    st.floats(-1e300, 1e300),
    st.sampled_from([None, True, datetime(2026, 3, 2), "上午下午", "理论", "线上", "0001-01-01", "9" * 400]),
)


@given(rows=st.lists(st.tuples(*[cells] * 6), max_size=4))
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_timetable_no_row_comes_out_twice_and_none_breaks_it(tmp_path, rows):
    came_out = [row.row for row in read(tmp_path, *[list(row) for row in rows], header=HEADER[1:])]

    assert came_out == sorted(set(came_out))
    assert set(came_out) <= set(range(2, len(rows) + 2))


@pytest.mark.parametrize("denied", ["非线上", "不线上"])
def test_what_is_denied_is_not_meant(tmp_path, denied):
    assert found(read_one(tmp_path, 方式=denied)) == [("方式", denied)]


@pytest.mark.parametrize("hours", ["1_2", "4e0", "inf", "４小时"])
def test_what_only_a_program_takes_for_a_number_is_none(hours):
    assert read_halves(hours) is None
