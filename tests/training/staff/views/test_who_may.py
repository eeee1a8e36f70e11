"""R09: where a permission reaches is asked of things and of staff; both ways say the same."""

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, a_class, an_institution, at
from training.classes.views.find_class import find_district
from training.classes.views.within import within, within_class
from training.notice.permissions import GRANTS, Permission
from training.notice.terms import Role
from training.records.classes.classes import TrainingClass
from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.views.who_may import who_may

NOW = at(MONDAY, "10:00")
PEOPLE = (
    ("市局", Role.CITY, None, None),
    ("昆区", Role.DISTRICT, "昆都仑区", None),
    ("青山", Role.DISTRICT, "青山区", None),
    ("一校", Role.INSTITUTION, None, "第一学校"),
    ("二校", Role.INSTITUTION, None, "第二学校"),
    ("审计", Role.AUDITOR, None, None),
)


@pytest.fixture
def office(database) -> Iterator[Session]:
    """Two of each that has a place, and a class of each district and school."""
    with database.writing() as session:
        a_class(session, "K-1", institution="第一学校", district="昆都仑区", lessons=False)
        a_class(session, "Q-1", institution="第二学校", district="青山区", lessons=False)
        for name, role, district, school in PEOPLE:
            places = (
                find_district(session, district) if district else None,
                an_institution(session, school) if school else None,
            )
            add_staff(session, name, role, *places, now=NOW)
        yield session


def test_whoever_finds_a_thing_is_found_by_it(office):
    classes, staff = list(office.scalars(select(TrainingClass))), list(office.scalars(select(Staff)))

    finds = {
        (permission, each.name, own)
        for permission, each in product(Permission, staff)
        for own in office.scalars(select(TrainingClass.class_number).where(within_class(each, permission)))
    }
    found = {
        (permission, name, own.class_number)
        for permission, own in product(Permission, classes)
        for name in office.scalars(select(Staff.name).where(_may(permission, own)))
    }

    assert finds == found
    assert {permission for permission, _, _ in found} == set(GRANTS)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("市局", {"K-1", "Q-1"}), ("昆区", {"K-1"}), ("一校", set()), ("审计", {"K-1", "Q-1"})],
)
def test_an_institution_finds_nothing_among_what_has_a_district_alone(office, name, numbers):
    staff = office.scalars(select(Staff).where(Staff.name == name)).one()

    own = within(staff, Permission.SEE_CLASSES, district=TrainingClass.district_id)

    assert set(office.scalars(select(TrainingClass.class_number).where(own))) == numbers


def _may(permission: Permission, own: TrainingClass):
    return who_may(permission, district_id=own.district_id, institution_id=own.institution_id)
