"""R14: the workbook 就业跟踪, read as schools and districts write it."""

from datetime import date

import pytest

from tests.training.sheets.builders import workbook
from training.follow_ups.rules.answers import Answer
from training.follow_ups.sheets.follow_up_sheet import read_follow_ups
from training.follow_ups.terms import AnswerSource, WorkStatus
from training.intake.sheets.recognise import recognise
from training.intake.sheets.templates import write_template
from training.intake.terms import FileKind
from training.sheets.books import open_sheets

HEADER = [
    *("班级编号", "学员姓名", "身份证号码", "回访日期", "就业状态", "就业单位"),
    *("信用代码", "岗位", "起始日期", "佐证", "来源"),
]
GOOD = [
    *("BT-1", "王芳", "150202199003070029", date(2026, 10, 21), "就业", "鹿城餐饮"),
    *("91110000600037341L", "厨师", "2026-10-01", "劳动合同", "社保比对"),
]
ANSWER = Answer(
    WorkStatus.EMPLOYED, date(2026, 10, 21), "鹿城餐饮", "91110000600037341L", "厨师", date(2026, 10, 1)
)


def read(tmp_path, *rows: list[object]):
    return list(read_follow_ups(workbook(tmp_path / "a.xlsx", [HEADER, *rows])))


def test_a_line_is_read_whole(tmp_path):
    (row,) = read(tmp_path, GOOD)

    assert (row.findings, row.class_number, row.name, row.is_good) == ([], "BT-1", "王芳", True)
    assert (row.said, row.proof, row.source) == (ANSWER, "劳动合同", AnswerSource.INSURANCE)


def test_what_is_not_needed_may_be_empty(tmp_path):
    (row,) = read(tmp_path, [*GOOD[:4], "未就业", *[None] * 6])

    assert row.said == Answer(WorkStatus.OUT_OF_WORK, date(2026, 10, 21))
    assert (row.findings, row.source) == ([], None)


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({0: ""}, "班号"),
        ({1: ""}, "姓名"),
        ({2: "150202199003070028"}, "身份证号"),
        ({3: "十月"}, "回访日期"),
        ({3: ""}, "回访日期"),
        ({4: "上班"}, "就业状态"),
        ({4: ""}, "就业状态"),
        ({8: "去年"}, "起始日期"),
        ({10: "电视"}, "来源"),
    ],
)
def test_what_is_wrong_is_told_with_row_and_column(tmp_path, changes, column):
    bad = [changes.get(place, value) for place, value in enumerate(GOOD)]

    _, row = read(tmp_path, GOOD, bad)

    assert [(each.row, each.column) for each in row.findings] == [(3, column)]
    assert not row.is_good


def test_it_is_told_from_a_roster_by_what_was_asked(tmp_path):
    answers = workbook(tmp_path / "a.xlsx", [HEADER, GOOD])
    people = workbook(tmp_path / "b.xlsx", [HEADER[:3], GOOD[:3]])

    assert recognise(answers, open_sheets(answers)) == (FileKind.FOLLOW_UPS,)
    assert recognise(people, open_sheets(people)) == ()


def test_the_example_of_the_template_is_nobodys_answer(tmp_path):
    write_template("follow-ups", tmp_path / "a.xlsx")

    assert list(read_follow_ups(tmp_path / "a.xlsx")) == []
