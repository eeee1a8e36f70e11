"""A class is found by its number, a part of it, or a part of its name; never where one may not look."""

import pytest

from tests.factories import MONDAY, a_class, at
from training.classes.views.find_class import SeveralFound, find_district
from training.classes.views.find_visible_class import find_visible_class
from training.database import Database
from training.errors import NotFound
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NOW = at(MONDAY, "09:00")


@pytest.fixture
def classes(database: Database) -> Database:
    with database.writing() as session:
        add_staff(session, "李敏", Role.CITY, None, None, now=NOW)
        add_staff(session, "王强", Role.DISTRICT, find_district(session, "昆都仑区"), None, now=NOW)
        for number, name, district in (
            ("BT2026-DG-003", "电工（五级）3班", "昆都仑区"),
            ("BT2026-DG-0031", "电工（五级）31班", "昆都仑区"),
            ("BT2026-YY-007", "育婴员（四级）7班", "青山区"),
        ):
            a_class(session, number, name=name, district=district, lessons=False)
    return database


def find(database: Database, name: str, said: str) -> str:
    with database.reading() as session:
        return find_visible_class(session, find_staff(session, name), said).class_number


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("BT2026-DG-003", "BT2026-DG-003"),
        ("bt2026dg003", "BT2026-DG-003"),
        ("ＢＴ２０２６－ＤＧ－００３", "BT2026-DG-003"),
        ("BT 2026 DG 0031", "BT2026-DG-0031"),
        ("yy", "BT2026-YY-007"),
        ("育婴", "BT2026-YY-007"),
        ("31班", "BT2026-DG-0031"),
    ],
)
def test_a_class_is_found_however_its_number_or_name_is_written(classes, said, number):
    assert find(classes, "李敏", said) == number


@pytest.mark.parametrize("said", ["DG", "电工"])
def test_of_several_the_person_is_asked_which(classes, said):
    with pytest.raises(SeveralFound, match="BT2026-DG-0031"):
        find(classes, "李敏", said)


@pytest.mark.parametrize("said", ["没有", "%", "_", "", " - "])
def test_what_is_not_there_is_not_found(classes, said):
    with pytest.raises(NotFound):
        find(classes, "李敏", said)


@pytest.mark.parametrize("said", ["BT2026-YY-007", "yy", "育婴"])
def test_what_another_district_holds_is_not_found(classes, said):
    with pytest.raises(NotFound):
        find(classes, "王强", said)
