"""Marks by workbook: as on the page, for the district's own classes, and nobody's twice (R46)."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.training.results.signing import DISTRICT, NUMBER, SATURDAY, SCHOOL, Signing, signing
from training.errors import NotFound
from training.intake.acts.take_file import take_file
from training.intake.rules.confirming import Choices
from training.intake.sheets.handed_rows import HandedRows
from training.intake.terms import FileKind
from training.records.classes.trainees import Trainee
from training.records.results import ExamMark
from training.results.rules.people import Marks
from training.results.sheets.marks_sheet import MarksRow
from training.sheets.hand_in import HandedFile, ImportReport
from training.sheets.reading import Reading
from training.staff.views.find_staff import find_staff

DAY = date(2026, 3, 6)


def hand_in(one: Signing, *rows: MarksRow, who: str = DISTRICT, bytes_: str = "a") -> ImportReport:
    with one.database.writing() as session:
        staff = find_staff(session, who)
        file = HandedFile("成绩.xlsx", bytes_ * 64, staff.name, SATURDAY, staff.id)
        handed = HandedRows(FileKind.MARKS, list(rows), Reading())
        return take_file(session, staff, handed, file, Choices())


def row(one: Signing, name: str, marks: Marks, number: str = NUMBER, at: int = 2) -> MarksRow:
    with one.database.reading() as session:
        people = {each.name: each.id_number for each in session.scalars(select(Trainee))}
    return MarksRow(at, "成绩", number, name, people.get(name, "150202199003070029"), marks, DAY)


def written(one: Signing) -> list[tuple[int, int | None, int | None, date | None, bool]]:
    with one.database.reading() as session:
        rows = session.scalars(select(ExamMark).order_by(ExamMark.id))
        return [
            (each.ordinal, each.theory_tenths, each.practice_tenths, each.held_on, each.batch_id is not None)
            for each in rows
        ]


def test_marks_are_noted_once_and_one_that_a_line_does_not_tell_stays(database):
    one = signing(database)

    first = hand_in(one, row(one, "学员1", Marks(855)), row(one, "学员2", Marks(500, 610), at=3))
    second = hand_in(one, row(one, "学员1", Marks(None, 900)), row(one, "学员2", Marks(500)), bytes_="b")

    assert (first.stored, second.stored, second.known, first.findings) == (2, 1, 1, [])
    assert written(one) == [
        (1, 855, None, DAY, True),
        (1, 500, 610, DAY, True),
        (2, 855, 900, DAY, True),
    ]


def test_wrong_lines_are_told_and_the_others_are_noted(database):
    one = signing(database)
    other = row(one, "学员2", Marks(600), at=6)
    other.name = "学员3"

    told = hand_in(
        one,
        row(one, "学员1", Marks(600), number="BT-X"),
        row(one, "没有的人", Marks(600), at=3),
        row(one, "学员1", Marks(700), at=4),
        row(one, "学员1", Marks(800), at=5),
        other,
    )

    assert (told.stored, told.refused) == (1, 4)
    assert [(each.row, each.column) for each in told.findings] == [
        (2, "班号"),
        (3, "身份证号"),
        (5, "身份证号"),
        (6, "姓名"),
    ]
    assert [each[1] for each in written(one)] == [700]


def test_nobody_but_the_district_of_the_class_hands_them_in(database):
    one = signing(database)

    with pytest.raises(NotFound):
        hand_in(one, row(one, "学员1", Marks(600)), who=SCHOOL)
    told = hand_in(one, row(one, "学员1", Marks(600)), who="青山")

    assert "不在您的范围" in told.findings[0].message
    assert written(one) == []
