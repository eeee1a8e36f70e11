"""What is doubtful of a class as it was filed is red or amber where the class is read (R40, R57)."""

import pytest
from sqlalchemy import select

from tests.training.checks.checking import CITY, DISTRICT, SCHOOL, register_staff
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import address, read
from training.notice.terms import ClassKind
from training.records.classes.classes import TrainingClass
from training.records.classes.trainees import Trainee

UNAPPROVED, KEY_GROUP = "驾校未核准", "重点群体存疑"


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def as_filed(world: World, kind: ClassKind, category: str) -> None:
    with world.database.writing() as session:
        session.scalars(select(TrainingClass).where(TrainingClass.class_number == "BT-1")).one().kind = kind
        for each in session.scalars(select(Trainee)):
            each.category = category


@pytest.mark.parametrize("who", [CITY, DISTRICT, SCHOOL])
@pytest.mark.parametrize(
    ("kind", "category", "marks"),
    [
        (ClassKind.C1, "企业职工", {UNAPPROVED}),
        (ClassKind.ORDINARY, "失业人员", {KEY_GROUP}),
        (ClassKind.C1, "失业人员", {UNAPPROVED, KEY_GROUP}),
        (ClassKind.ORDINARY, "企业职工", set()),
        (ClassKind.STARTUP, "失业人员", set()),
    ],
)
def test_the_class_and_its_line_in_the_list_say_so(offices, who, kind, category, marks):
    as_filed(offices, kind, category)

    for page in (read(offices, who, address(offices)), read(offices, who, "/desk/classes?q=BT-1")):
        assert {each for each in (UNAPPROVED, KEY_GROUP) if each in page} == marks


def test_the_file_of_the_list_says_so_too(offices):
    as_filed(offices, ClassKind.C1, "失业人员")

    heading, *rows = read(offices, CITY, "/desk/classes/list.csv").splitlines()

    assert heading.endswith("备案存疑")
    assert any(each.endswith(f"{UNAPPROVED}；{KEY_GROUP}") for each in rows)
