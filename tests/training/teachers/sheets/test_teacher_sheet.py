"""R63: certificates of teachers as schools keep them in a workbook."""

from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter
from sqlalchemy import select

from tests.factories import a_class, an_institution, hand
from tests.training.checks.checking import DISTRICT, SCHOOL, register_staff
from tests.training.sheets.builders import workbook
from tests.training.teachers.teaching import ENDLESS, a_taught_class
from training.intake.sheets.recognise import recognise
from training.intake.sheets.templates import write_template
from training.intake.terms import FileKind
from training.notice.terms import Severity
from training.records.teachers import InstructorCertificate
from training.sheets.books import open_sheets
from training.sheets.hand_in import ImportReport
from training.staff.views.find_staff import find_staff
from training.teachers.acts.import_teachers import import_teachers
from training.teachers.sheets.teacher_sheet import TeacherRow, read_teachers

HEADER = [
    *(
        "序号",
        "培训机构*",
        "教师姓名",
        "身份证号",
        "证书类型",
        "职业(工种)",
        "等级",
        "证书编号",
        "发证日期",
        "有效期至",
    )
]
ID = "15020219900517002X"
GOOD = ["1", "某学校", "李建国", ID, "技能等级证书", "电工", "三级", "s15 0123", "2024年5月12日", "长期"]


def read(tmp_path, *rows: list[object]) -> list[TeacherRow]:
    return list(read_teachers(workbook(tmp_path / "a.xlsx", [HEADER, *rows])))


def test_a_line_is_read_whole_and_the_number_of_identity_is_not_kept(tmp_path):
    (row,) = read(tmp_path, GOOD)

    assert (row.institution, row.name, row.findings) == ("某学校", "李建国", [])
    assert row.draft is not None
    assert (row.draft.number, row.draft.issued_on, row.draft.expires_on) == (
        "S150123",
        date(2024, 5, 12),
        None,
    )
    assert ID not in repr(row)


@pytest.mark.parametrize(
    ("place", "value", "column", "told", "hint"),
    [
        (7, "", "证书编号", "", "请填写"),
        (7, 1.5e17, "证书编号", "150000000000000000", "设为文本"),
        (7, 150123.5, "证书编号", "150123.5", "设为文本"),
        (7, "#REF!", "证书编号", "#REF!", "粘贴为数值"),
        (6, "六级", "等级", "六级", "如 三级、高级工"),
        (8, "2024-02-30", "发证日期", "2024-02-30", "应为日期"),
        (9, "明年", "有效期至", "明年", "应为日期"),
        (9, "2024-05-11", "有效期至", "2024-05-11", "早于发证日期 2024-05-12"),
    ],
)
def test_what_cannot_be_is_told_once_with_its_place_value_and_what_to_do(
    tmp_path, place, value, column, told, hint
):
    _, row = read(tmp_path, GOOD, [*GOOD[:place], value, *GOOD[place + 1 :]])

    (found,) = row.findings
    assert (found.sheet, found.row, found.column, found.value) == ("Sheet1", 3, column, told)
    assert found.severity is Severity.ERROR
    assert hint in found.message


def test_a_formula_of_which_no_program_kept_the_result_is_no_number(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("教师")
        for place, values in enumerate((HEADER, GOOD)):
            sheet.write_row(place, 0, values)
        sheet.write_formula(1, 7, '="S"&150123', value="")

    (row,) = read_teachers(path)

    assert [(each.sheet, each.row, each.column) for each in row.findings] == [("教师", 2, "证书编号")]


def test_days_as_texts_and_numbers_and_levels_by_any_name_are_read(tmp_path):
    said = [
        ("2029/5/11", 150123.0, "三级/高级工"),
        (date(2029, 5, 11), 150123, 3),
        ("20290511", "150123", ""),
    ]

    rows = read(tmp_path, *([*GOOD[:6], level, number, *GOOD[8:9], until] for until, number, level in said))

    assert [each.findings for each in rows] == [[], [], []]
    assert {(each.draft.number, each.draft.expires_on) for each in rows if each.draft} == {
        ("150123", date(2029, 5, 11))
    }


def test_no_last_day_is_none_and_asked_after(tmp_path):
    (row,) = read(tmp_path, [*GOOD[:9], ""])

    assert row.draft is not None
    assert row.draft.expires_on is None
    assert [(each.column, each.severity) for each in row.findings] == [("有效期至", Severity.WARNING)]


def test_the_template_is_recognised_and_its_example_is_nobody(tmp_path):
    path = tmp_path / "a.xlsx"
    write_template("teachers", path)

    assert recognise(path, list(open_sheets(path))) == (FileKind.TEACHERS,)
    assert list(read_teachers(path)) == []


def test_a_file_is_taken_in_once_and_only_for_schools_within_reach(tmp_path, database):
    with database.writing() as session:
        school = a_class(session, "BT-1", days=1).institution.name
        register_staff(session)
        second = [*GOOD[:1], school, *GOOD[2:5], "焊工", "四级", "H150123", *GOOD[8:]]
        rows = [[*GOOD[:1], school, *GOOD[2:]], second, GOOD]
        found = []
        for who, name in ((SCHOOL, "a"), (DISTRICT, "b")):
            own = find_staff(session, who)
            file = hand(sha256=name)
            by = replace(file, staff_id=own.id, handed_by=own.name)
            report = import_teachers(session, read(tmp_path, *rows), by, accept_good_rows=True)
            found.append((report.stored, report.known, report.refused))
        kept = [
            (each.instructor.name, each.written_by) for each in session.scalars(select(InstructorCertificate))
        ]

    assert found == [(2, 0, 1), (0, 2, 1)]
    assert kept == [("李建国", SCHOOL)] * 2


def test_what_was_withdrawn_no_workbook_brings_back_but_a_hand_may(tmp_path, database):
    own = a_taught_class(database)
    own.write(ENDLESS)
    own.withdraw(reason="查无此证")

    (found,) = handed_in(database, tmp_path, "c").findings
    assert (found.row, found.column, found.value) == (2, "证书编号", "S150123")
    assert "已撤销（查无此证）" in found.message

    own.write(ENDLESS)
    assert handed_in(database, tmp_path, "d").refused == 0


def handed_in(database, tmp_path, sha256: str) -> ImportReport:
    with database.writing() as session:
        staff = find_staff(session, SCHOOL)
        file = replace(hand(sha256=sha256), staff_id=staff.id, handed_by=SCHOOL)
        rows = read(tmp_path, [*GOOD[:1], an_institution(session).name, *GOOD[2:]])
        return import_teachers(session, rows, file, accept_good_rows=True)
