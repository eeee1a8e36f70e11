"""R46: the workbook of marks, read as districts write it."""

from datetime import date

import pytest

from tests.training.sheets.builders import workbook
from training.intake.sheets.recognise import recognise
from training.intake.sheets.templates import write_template
from training.intake.terms import FileKind
from training.results.rules.people import Marks
from training.results.sheets.marks_sheet import read_marks
from training.sheets.books import open_sheets

HEADER = ["班级编号", "学员姓名", "身份证号码", "理论（满分100）", "技能成绩", "考试日期"]
GOOD = ["BT-R", "王芳", "150202199003070029", 85.5, "90", date(2026, 3, 6)]


def read(tmp_path, *rows: list[object], header: list[str] = HEADER):
    return list(read_marks(workbook(tmp_path / "a.xlsx", [header, *rows])))


def test_a_line_is_read_whole(tmp_path):
    (row,) = read(tmp_path, GOOD)

    assert (row.findings, row.class_number, row.name) == ([], "BT-R", "王芳")
    assert (row.marks, row.held_on) == (Marks(855, 900), date(2026, 3, 6))


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({3: 100.1}, "理论成绩"),
        ({4: "优"}, "实操成绩"),
        ({3: "", 4: None}, "理论成绩"),
        ({2: "150202199003070028"}, "身份证号"),
        ({5: "三月"}, "考核日期"),
        ({0: ""}, "班号"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(tmp_path, changes, column):
    bad = [changes.get(place, value) for place, value in enumerate(GOOD)]

    _, row = read(tmp_path, GOOD, bad)

    assert [(each.row, each.column) for each in row.findings] == [(3, column)]


def test_a_file_of_marks_is_told_from_a_roster_by_its_marks(tmp_path):
    marks = workbook(tmp_path / "a.xlsx", [HEADER, GOOD])
    people = workbook(tmp_path / "b.xlsx", [HEADER[:3], GOOD[:3]])

    assert recognise(marks, open_sheets(marks)) == (FileKind.MARKS,)
    assert recognise(people, open_sheets(people)) == ()


def test_the_example_of_the_template_is_nobodys_mark(tmp_path):
    write_template("marks", tmp_path / "a.xlsx")

    assert list(read_marks(tmp_path / "a.xlsx")) == []
