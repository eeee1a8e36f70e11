"""Whoever holds a person's phone signs in as that person: no school replaces a proved one."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import a_class
from tests.training.builders import roster_row
from tests.training.intake.handing_in import HEADINGS, HandingIn, handing_in
from tests.training.rosters.changing import BEFORE, DISTRICT, SCHOOL
from tests.training.sheets.builders import workbook
from training.classes.terms import ChangeKind
from training.people.acts.verify_by_code import verify_by_code
from training.people.acts.verify_by_staff import verify_by_staff
from training.records.classes.trainees import Enrolment, Trainee
from training.rosters.acts.ask_change import ChangeDraft
from training.rosters.acts.request_change import request_change
from training.staff.views.find_staff import find_staff

HELD, OTHER = "13700000001", "13999999999"
NEXT_YEAR = BEFORE.replace(year=BEFORE.year + 1)


@pytest.fixture
def handing(database, tmp_path) -> HandingIn:
    return handing_in(database, tmp_path)


def prove(handing: HandingIn, how: str) -> None:
    with handing.database.writing() as session:
        own = session.scalars(select(Trainee).where(Trainee.phone_index == HELD)).one()
        if how == "code":
            verify_by_code(session, own, now=handing.now)
        elif how:
            verify_by_staff(session, own, find_staff(session, how), now=handing.now)


def phone(handing: HandingIn) -> str:
    with handing.database.reading() as session:
        return session.scalars(select(Trainee.phone).where(Trainee.name == "学员1")).one()


def a_later_roster(handing: HandingIn, class_number: str = "BT-1") -> Path:
    """The first trainee again, by another phone."""
    with handing.database.reading() as session:
        own = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
    rows = [HEADINGS, (class_number, own.name, own.id_number, OTHER, "1")]
    return workbook(handing.folder / "名册.xlsx", rows, titles=("学员名册",))


@pytest.mark.parametrize(
    ("how", "who", "held"),
    [
        ("code", SCHOOL, HELD),
        (DISTRICT, SCHOOL, HELD),
        (SCHOOL, SCHOOL, OTHER),
        ("", SCHOOL, OTHER),
        ("code", DISTRICT, OTHER),
    ],
)
def test_a_schools_roster_changes_a_phone_only_where_nobody_else_has_proved_it(handing, how, who, held):
    prove(handing, how)

    handing.confirm(handing.hand_in(who, a_later_roster(handing)))

    assert phone(handing) == held


def test_the_person_comes_into_the_class_all_the_same_and_the_school_is_told(handing):
    prove(handing, "code")
    with handing.database.writing() as session:
        a_class(session, "BT-2", starts_on=NEXT_YEAR)

    key = handing.hand_in(SCHOOL, a_later_roster(handing, "BT-2"))

    found = handing.shown(key)[0]
    assert ["本人" in each[5] for each in found["findings"] if each[3] == "联系电话"] == [True]
    assert handing.confirm(key).stored == 1
    assert (handing.count(Enrolment), phone(handing)) == (6, HELD)


def test_no_change_of_a_roster_brings_another_phone_either(handing):
    prove(handing, "code")
    with handing.database.writing() as session:
        later = a_class(session, "BT-2", starts_on=NEXT_YEAR)
        own = session.scalars(select(Trainee).where(Trainee.name == "学员1")).one()
        row = replace(roster_row(1, name=own.name, phone=OTHER), id_number=own.id_number)
        draft = ChangeDraft(ChangeKind.ADD, NEXT_YEAR, "本人申请", newcomer=row)

        request_change(session, find_staff(session, SCHOOL), later.public_id, draft, now=handing.now)

    assert (handing.count(Enrolment), phone(handing)) == (6, HELD)
