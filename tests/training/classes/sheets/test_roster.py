"""R25, R26: real rosters are messy, must be read, and every row is checked at once."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from tests.training.sheets.builders import text, workbook
from training.classes.sheets.roster import RosterRow, read_roster
from training.errors import UnreadableFile
from training.notice.policy import Policy
from training.notice.terms import Severity, Sex

DAY = date(2026, 3, 2)
FIXTURES = Path(__file__).parents[2] / "sheets" / "fixtures"


def an_id(born: str = "19900517", place: str = "004") -> str:
    body = f"150203{born}{place}"
    return body + ric.calc_check_digit(body + "0")


WANG, LI, ZHAO = an_id(), an_id("19881102", "003"), an_id("19750606", "111")
HEADER = ["姓名", "身份证号", "联系电话"]


def read(path: Path) -> list[RosterRow]:
    return list(read_roster(path, DAY, Policy()))


def read_rows(tmp_path: Path, *rows: list[object], header: list[str] = HEADER) -> list[RosterRow]:
    return read(workbook(tmp_path / "名册.xlsx", [header, *rows]))


def errors(row: RosterRow) -> list[tuple[str, str]]:
    return [(each.column, each.message) for each in row.findings if each.severity is Severity.ERROR]


def warnings(row: RosterRow) -> list[str]:
    return [each.message for each in row.findings if each.severity is Severity.WARNING]


def test_a_clean_row_is_read_whole(tmp_path):
    header = [
        "序号",
        "班号",
        "姓名",
        "性别",
        "身份证号",
        "联系电话",
        "考勤号",
        "人员类别",
        "文化程度",
        "社保卡银行卡号",
    ]
    (row,) = read_rows(
        tmp_path,
        [1, "BT-1", "王芳", "女", WANG, "13800000001", "007", "失业人员", "高中", "6217000000000000004"],
        header=header,
    )

    assert (row.row, row.class_number, row.name, row.sex) == (2, "BT-1", "王芳", Sex.FEMALE)
    assert (row.id_number, row.phone, row.attendance_number) == (WANG, "13800000001", "7")
    assert (row.category, row.education, row.bank_card) == ("失业人员", "高中", "6217000000000000004")
    assert row.findings == []


def test_titles_above_the_header_and_totals_below_are_no_trainees(tmp_path):
    path = workbook(
        tmp_path / "a.xlsx",
        [
            ["包头市职业培训学员名册"],
            ["填表单位：第一学校", None, "2026年3月"],
            [],
            ["序号", "姓名", "公民身份号码", "手机", "备注"],
            [1, "王芳", WANG, "13800000001", ""],
            [],
            [2, "李强", LI, "13800000002", "班长"],
            ["序号", "姓名", "公民身份号码", "手机", "备注"],
            ["合计", "2人"],
        ],
    )

    assert [(row.row, row.name) for row in read(path)] == [(5, "王芳"), (7, "李强")]


@pytest.mark.parametrize(
    "headings",
    [
        ["学员姓名", "身份证号码", "手机号"],
        ["姓 名", "居民身份证号码", "本人联系电话"],
        ["姓名*", "身份证号（必填）", "联系方式："],
        ["姓名", "证件号码", "电话号码"],
    ],
)
def test_the_headings_of_the_field_are_known(tmp_path, headings):
    (row,) = read_rows(tmp_path, ["王芳", WANG, "13800000001"], header=headings)

    assert (row.name, row.id_number, row.phone, row.findings) == ("王芳", WANG, "13800000001", [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk"])
def test_a_csv_of_wps_or_excel_is_read(tmp_path, encoding):
    path = text(tmp_path / "a.csv", ",".join(HEADER), f"王芳,{WANG}\t,138 0000 0001", encoding=encoding)

    assert [(row.row, row.name, row.phone, row.findings) for row in read(path)] == [
        (2, "王芳", "13800000001", [])
    ]


def test_an_old_xls_with_a_merged_title_is_read():
    rows = read(FIXTURES / "roster.xls")

    assert [(row.name, row.phone) for row in rows] == [("王芳", "13800000001"), ("李强", "13800000002")]


def test_full_width_digits_lower_case_x_and_spaces_are_forgiven(tmp_path):
    with_x = next(each for each in (an_id(place=f"{n:03d}") for n in range(100)) if each.endswith("X"))
    wide = with_x.translate({ord(str(digit)): chr(0xFF10 + digit) for digit in range(10)}).replace("X", "x")

    (row,) = read_rows(tmp_path, ["王 芳", f" {wide[:6]} {wide[6:]}", "+86 138-0000-0001"])

    assert (row.name, row.id_number, row.phone, errors(row)) == ("王芳", with_x, "13800000001", [])


def test_a_phone_that_excel_made_a_number_is_still_whole(tmp_path):
    (row,) = read_rows(tmp_path, ["王芳", WANG, 13800000001])

    assert (row.phone, row.findings) == ("13800000001", [])


def test_an_id_number_that_excel_made_a_number_is_refused_and_says_how_to_mend_it(tmp_path):
    (row,) = read_rows(tmp_path, ["王芳", 150203199005170043, "13800000001"])

    assert [column for column, _ in errors(row)] == ["身份证号"]
    assert "丢失" in errors(row)[0][1]
    assert "文本" in errors(row)[0][1]


def test_an_id_number_in_scientific_notation_is_refused_alike(tmp_path):
    path = text(tmp_path / "a.csv", ",".join(HEADER), "王芳,1.50203E+17,13800000001")

    assert "丢失" in errors(read(path)[0])[0][1]


def test_everything_wrong_with_a_row_is_reported_at_once(tmp_path):
    (row,) = read_rows(tmp_path, ["", WANG[:17] + ("0" if WANG[17] != "0" else "1"), "12345"])

    assert [column for column, _ in errors(row)] == ["姓名", "身份证号", "联系电话"]


def test_sex_is_held_against_the_id_number(tmp_path):
    rows = read_rows(
        tmp_path,
        ["王芳", "男", WANG, "13800000001"],
        ["王芳", "女性", an_id(place="006"), "13800000001"],
        header=["姓名", "性别", "身份证号", "联系电话"],
    )

    assert [column for column, _ in errors(rows[0])] == ["性别"]
    assert errors(rows[1]) == []


@pytest.mark.parametrize(
    ("born", "is_warned"),
    [
        ("20100303", True),  # 15, sixteen tomorrow
        ("20100302", False),  # 16 today
        ("19650303", False),  # 60 still
        ("19650302", True),  # 61 today
    ],
)
def test_an_age_outside_16_to_60_is_worth_a_second_look_and_never_refused(tmp_path, born, is_warned):
    (row,) = read_rows(tmp_path, ["王芳", an_id(born), "13800000001"])

    assert (len(warnings(row)) == 1) is is_warned
    assert row.is_good


def test_the_same_person_twice_is_refused_and_names_the_first_row(tmp_path):
    rows = read_rows(tmp_path, ["王芳", WANG, "13800000001"], ["王芳", WANG, "13800000001"])

    assert errors(rows[0]) == []
    assert errors(rows[1]) == [("身份证号", "与第 2 行是同一个人。")]


def test_the_same_person_may_stand_in_two_classes_of_one_file(tmp_path):
    header = ["班号", *HEADER]
    rows = read_rows(
        tmp_path, ["BT-1", "王芳", WANG, "13800000001"], ["BT-2", "王芳", WANG, "13800000001"], header=header
    )

    assert [row.is_good for row in rows] == [True, True]
    assert [row.class_number for row in rows] == ["BT-1", "BT-2"]


def test_one_phone_for_two_trainees_is_a_warning(tmp_path):
    rows = read_rows(tmp_path, ["王芳", WANG, "13800000001"], ["李强", LI, "13800000001"])

    assert [len(warnings(row)) for row in rows] == [0, 1]
    assert "第 2 行" in warnings(rows[1])[0]
    assert rows[1].is_good


def test_one_attendance_number_for_two_trainees_is_refused(tmp_path):
    rows = read_rows(
        tmp_path,
        ["王芳", WANG, "13800000001", 7],
        ["李强", LI, "13800000002", "007"],
        header=[*HEADER, "考勤号"],
    )

    assert [column for column, _ in errors(rows[1])] == ["考勤号"]


def test_missing_columns_are_named_with_those_found_and_those_expected(tmp_path):
    path = workbook(tmp_path / "a.xlsx", [["姓名", "电话"], ["王芳", "13800000001"]])

    with pytest.raises(UnreadableFile) as refusal:
        read(path)

    assert "缺少列：身份证号" in str(refusal.value)
    assert "找到的列：姓名、电话" in str(refusal.value)
    assert "必须有的列：姓名、身份证号、联系电话" in str(refusal.value)


EXAMPLE = ["示例学员", "150203199003077723", "13800000000"]


def test_the_example_row_of_the_template_is_no_trainee(tmp_path):
    rows = read_rows(tmp_path, EXAMPLE, ["王芳", WANG, "13800000001"])

    assert [row.name for row in rows] == ["王芳"]


def test_a_row_that_was_written_over_the_example_is_not_passed_over(tmp_path):
    (row,) = read_rows(tmp_path, ["示例学员", WANG, "13800000001"])

    assert [(each.column, each.value) for each in row.findings if not row.is_good] == [("姓名", "示例学员")]


def test_rows_beyond_the_search_for_the_header_are_all_read(tmp_path):
    people = [["学员", an_id(place=f"{place:03d}"), str(13800000000 + place)] for place in range(60)]

    assert [row.row for row in read_rows(tmp_path, *people)] == list(range(2, 62))


numbers = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
cells = st.text(max_size=20) | numbers | st.sampled_from([True, None, WANG, "13800000001"])


@given(rows=st.lists(st.tuples(cells, cells, cells), max_size=6))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_roster_every_row_comes_out_once(tmp_path, rows):
    path = workbook(tmp_path / "a.xlsx", [HEADER, *[["王芳", *row] for row in rows]])

    assert [row.row for row in read(path)] == list(range(2, len(rows) + 2))


@given(rows=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=6))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_in_a_text_no_row_comes_out_twice_and_none_breaks_it(tmp_path, rows):
    path = tmp_path / "a.csv"
    lines = [",".join(HEADER), *(",".join(row) for row in rows)]
    path.write_bytes("\n".join(lines).encode("utf-8", "replace"))

    try:
        came_out = [row.row for row in read(path)]
    except UnreadableFile:
        return
    assert came_out == sorted(set(came_out))


@given(content=st.binary(max_size=300))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_roster_of_random_bytes_is_unreadable_and_nothing_else(tmp_path, content):
    path = tmp_path / "名册.csv"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile):
        read(path)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        (WANG[:17], "应为 18 位，现在是 17 位"),
        (WANG + "1", "应为 18 位，现在是 19 位"),
        ("150203900517004", "15 位旧号码"),
        ("15020319900230004X", "19900230"),
        ("15020319900517O048", "只能有数字"),
        ("150203199005170047", "校验位不对"),
        ("110105194912310029", "校验位不对"),
        ("", "没有填"),
    ],
)
def test_a_wrong_id_number_is_refused_with_what_is_wrong(tmp_path, written, hint):
    (row,) = read_rows(tmp_path, ["王芳", written, "13800000001"])

    assert [column for column, _ in errors(row)] == ["身份证号"]
    assert hint in errors(row)[0][1]
    assert not row.is_good


@pytest.mark.parametrize(
    ("written", "is_good"),
    [("12900000001", False), ("13000000001", True), ("19900000001", True), ("20000000001", False),
     ("1380000000", False), ("138000000012", False), ("138 0000 0001", True), ("138-0000-0001", True),
     ("+8613800000001", True), ("+86 138 0000 0001", True), ("0086-13800000001", True),
     ("8613800000001", True), ("１３８０００００００１", True), ("13800000001/13800000002", False),
     ("0472-5555555", False), ("1.38E+10", False), (13800000001, True), (13800000001.5, False), ("", False)],
)  # fmt: skip
def test_a_phone_is_a_mobile_number_however_it_is_written(tmp_path, written, is_good):
    (row,) = read_rows(tmp_path, ["王芳", WANG, written])

    assert row.is_good is is_good
    assert [column for column, _ in errors(row)] == ([] if is_good else ["联系电话"])


@pytest.mark.parametrize(
    ("written", "name"),
    [("王 芳", "王芳"), ("王　芳", "王芳"), (" 王芳\n", "王芳"), ("巴特尔·孟和", "巴特尔·孟和"),
     ("Anna  Li", "Anna Li"), ("ᠪᠠᠲᠤ  ᠮᠥᠩᠬᠡ", "ᠪᠠᠲᠤ ᠮᠥᠩᠬᠡ"), ("王\u200b芳", "王芳")],
)  # fmt: skip
def test_a_name_loses_its_spaces_only_where_it_is_chinese(tmp_path, written, name):
    (row,) = read_rows(tmp_path, [written, WANG, "13800000001"])

    assert (row.name, row.findings) == (name, [])


@pytest.mark.parametrize(
    ("written", "number", "is_good"),
    [("007", "7", True), (7.0, "7", True), ("A7", "A7", True), ("", None, True), ("0", None, True),
     ("9" * 24, "9" * 24, True), ("9" * 25, None, False), ("七", None, False), ("7号", None, False)],
)  # fmt: skip
def test_an_attendance_number_is_one_that_a_machine_can_have(tmp_path, written, number, is_good):
    (row,) = read_rows(tmp_path, ["王芳", WANG, "13800000001", written], header=[*HEADER, "考勤号"])

    assert row.attendance_number == number
    assert [column for column, _ in errors(row)] == ([] if is_good else ["考勤号"])


@pytest.mark.parametrize(("letters", "is_good"), [(64, True), (65, False)])
@pytest.mark.parametrize("title", ["姓名", "人员类别", "文化程度"])
def test_a_text_longer_than_its_record_is_found(tmp_path, title, letters, is_good):
    filled = dict(zip(HEADER, ["王芳", WANG, "13800000001"], strict=True)) | {title: "长" * letters}

    (row,) = read_rows(tmp_path, list(filled.values()), header=list(filled))

    assert [column for column, _ in errors(row)] == ([] if is_good else [title])


def test_a_bank_card_that_excel_made_a_number_is_refused_too(tmp_path):
    (row,) = read_rows(
        tmp_path, ["王芳", WANG, "13800000001", 6217000000000000001], header=[*HEADER, "银行卡号"]
    )

    assert [column for column, _ in errors(row)] == ["社保卡银行卡号"]
    assert "丢失" in errors(row)[0][1]


def test_every_value_of_an_export_may_end_in_a_tab(tmp_path):
    path = text(tmp_path / "a.csv", ",".join(HEADER), *[f"王芳\t,{WANG}\t,13800000001\t"] * 3)

    assert [(row.name, row.id_number) for row in read(path)] == [("王芳", WANG)] * 3


def test_one_phone_for_many_trainees_is_told_of_each_and_always_names_the_first(tmp_path):
    rows = read_rows(tmp_path, *[["学员", an_id(place=f"{place:03d}"), "13800000001"] for place in (4, 5, 6)])

    assert [len(warnings(row)) for row in rows] == [0, 1, 1]
    assert all("第 2 行" in warnings(row)[0] for row in rows[1:])


def test_a_trainee_in_two_classes_keeps_one_phone_without_a_warning(tmp_path):
    rows = read_rows(
        tmp_path,
        ["BT-1", "王芳", WANG, "13800000001"],
        ["BT-2", "王芳", WANG, "13800000001"],
        header=["班号", *HEADER],
    )

    assert [warnings(row) for row in rows] == [[], []]
