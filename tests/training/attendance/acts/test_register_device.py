"""R43: a machine stands at one place at a time; what it brought stays when it goes."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, SCHOOL, a_class, a_device, a_trainee, an_enrolment, an_institution, at
from tests.training.builders import at_once
from training.attendance.acts.devices.add_device import (
    BadDevice,
    DeviceTaken,
    NumbersWouldClash,
    Registration,
    add_device,
)
from training.attendance.acts.devices.remove_device import remove_device
from training.attendance.views.find_device import find_device
from training.classes.views.device_names import devices_of_class
from training.errors import NotFound
from training.records.attendance.devices import Device

NOON = at(MONDAY, "12:00")


def test_a_machine_is_registered_with_place_and_names(database):
    with database.writing() as session:
        made = a_device(session, "0316144680030", "006012", secret="s3cret-s3cret").id

    with database.reading() as session:
        found = find_device(session, "0316144680030")
        assert found.id == made
        assert (found.name, found.number, found.class_room) == ("316144680030", "6012", "实训室1")
        assert (found.institution.name, found.registered_by) == (SCHOOL, "张会计")
        assert b"s3cret" not in (found.secret_digest or b"")
        assert find_device(session, "6012").id == made


def test_a_machine_in_use_is_not_registered_twice_even_at_once(database):
    with database.writing() as session:
        an_institution(session)

    def register() -> str:
        with database.writing() as session:
            return a_device(session).serial

    assert sorted(map(str, at_once(register, register))) == sorted(["CJDE1", str(DeviceTaken)])


def test_a_number_is_one_machines_at_an_institution_until_that_is_taken_away(database):
    with database.writing() as session:
        a_device(session, "CJDE1", "6012")
        a_device(session, "CJDE9", "6012", institution="别的学校")
    with pytest.raises(DeviceTaken, match="CJDE1"), database.writing() as session:
        a_device(session, "CJDE2", "6012")

    with database.writing() as session:
        remove_device(session, "CJDE1", removed_by="张会计", now=NOON)
        a_device(session, "CJDE2", "6012")
        assert find_device(session, "CJDE2").number == "6012"


def test_a_machine_that_moved_is_another_row(database):
    with database.writing() as session:
        a_device(session)
        remove_device(session, "CJDE1", removed_by="李主任", now=NOON)
        a_device(session, institution="别的学校")

    with database.reading() as session:
        before, after = session.scalars(select(Device).order_by(Device.id))
        assert (before.removed_by, before.removed_at, before.is_active) == ("李主任", NOON, False)
        assert (after.institution.name, after.is_active) == ("别的学校", True)


@pytest.mark.parametrize(
    "new",
    [
        Registration("", "实训室1"),
        Registration("ABC", "实训室1"),
        Registration("CJ DE", "实训室1"),
        Registration("C" * 41, "实训室1"),
        Registration("CJDE1", " "),
        Registration("CJDE1", "室" * 65),
        Registration("CJDE1", "实训室1", "６０"),
        Registration("CJDE1", "实训室1", "1" * 25),
    ],
)
def test_what_cannot_be_is_refused(database, new):
    with pytest.raises(BadDevice), database.writing() as session:
        add_device(session, an_institution(session), new, added_by="张会计", now=NOON)


def test_two_names_of_one_machine_must_not_give_a_number_to_two_trainees(database):
    with database.writing() as session:
        one = a_class(session, "BT-1", attendance_device="6012")
        other = a_class(session, "BT-2", attendance_device="CJDE1")
        an_enrolment(session, one, a_trainee(session), "7")
        an_enrolment(session, other, a_trainee(session), "7")

    with pytest.raises(NumbersWouldClash, match="7"), database.writing() as session:
        a_device(session, "CJDE1", "6012")
    with database.writing() as session:
        a_device(session, "CJDE1", "6013")


def test_what_is_not_registered_is_not_found(database):
    with database.writing() as session, pytest.raises(NotFound, match="CJDE7"):
        remove_device(session, "CJDE7", removed_by="张会计", now=NOON)


@pytest.mark.parametrize(
    ("class_device", "serials"),
    [("6012", ["CJDE1"]), ("CJDE1", ["CJDE1"]), ("", ["CJDE1", "CJDE2"]), ("6099", [])],
)
def test_the_machines_of_a_class_are_the_one_it_names_or_all_of_its_institution(
    database, class_device, serials
):
    with database.writing() as session:
        own = a_class(session, attendance_device=class_device)
        a_device(session, "CJDE1", "6012")
        a_device(session, "CJDE2", "6013")
        a_device(session, "CJDE3", "6014")
        remove_device(session, "CJDE3", removed_by="张会计", now=NOON)
        a_device(session, "CJDE4", "6012", institution="别的学校")

        assert [each.serial for each in devices_of_class(session, own)] == serials


def test_a_class_of_a_later_month_may_use_the_number_under_either_name(database):
    with database.writing() as session:
        one = a_class(session, "BT-1", attendance_device="6012")
        other = a_class(session, "BT-2", attendance_device="CJDE1", starts_on=date(2026, 4, 1))
        an_enrolment(session, one, a_trainee(session), "7")
        an_enrolment(session, other, a_trainee(session), "7")
        a_device(session, "CJDE1", "6012")

        assert find_device(session, "CJDE1").number == "6012"
