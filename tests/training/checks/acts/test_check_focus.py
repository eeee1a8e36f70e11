"""An inspector's commands are about the check entered last, as long as it runs and may be acted in."""

import pytest

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.checks.acts.join_check import join_check
from training.checks.acts.start_check import start_check
from training.checks.acts.void_check import void_check
from training.checks.views.check_in_focus import NoCheckRunning, WhichCheck, check_in_focus
from training.checks.views.find_check import NotAnInspector
from training.classes.views.find_class import find_class
from training.database import Database
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NOW = at(MONDAY, "09:00")


@pytest.fixture
def city(database: Database) -> Database:
    """李敏 and 张伟 of the city, an auditor, and three classes of one trainee each."""
    with database.writing() as session:
        for name, role in (("李敏", Role.CITY), ("张伟", Role.CITY), ("审计", Role.AUDITOR)):
            add_staff(session, name, role, None, None, now=NOW)
        for place in (1, 2, 3):
            own = a_class(session, f"BT-{place}", lessons=False)
            an_enrolment(session, own, a_trainee(session, f"学员{place}"), "1")
    return database


def start(database: Database, name: str, number: str):

    with database.writing() as session:
        own = find_class(session, number)
        return start_check(
            session, find_staff(session, name), own.public_id, seed=b"s" * 32, now=NOW
        ).check_id


def focus(database: Database, name: str):
    with database.reading() as session:
        return check_in_focus(session, find_staff(session, name))


def enter(database: Database, name: str, check_id) -> None:
    with database.writing() as session:
        join_check(session, find_staff(session, name), check_id, now=NOW)


def test_the_check_entered_last_holds_until_another_is_entered(city):
    first, second = start(city, "李敏", "BT-1"), start(city, "李敏", "BT-2")

    enter(city, "李敏", second)
    enter(city, "李敏", first)

    assert focus(city, "李敏") == first


def test_one_who_entered_none_is_in_the_own_one_or_in_the_only_one(city):
    first = start(city, "李敏", "BT-1")

    assert focus(city, "李敏") == focus(city, "张伟") == first


def test_of_several_of_colleagues_it_must_be_said_which(city):
    start(city, "李敏", "BT-1")
    start(city, "李敏", "BT-2")

    with pytest.raises(WhichCheck, match=r"BT-2、BT-1|BT-1、BT-2"):
        focus(city, "张伟")


def test_a_check_that_ended_is_left(city):
    first, second = start(city, "李敏", "BT-1"), start(city, "李敏", "BT-2")
    enter(city, "李敏", first)
    with city.writing() as session:
        void_check(session, find_staff(session, "李敏"), first, "点错了", now=NOW)

    assert focus(city, "李敏") == second


def test_without_a_running_check_the_way_to_one_is_said(city):
    with pytest.raises(NoCheckRunning, match="待查"):
        focus(city, "李敏")


def test_an_auditor_has_no_check_in_hand(city):
    start(city, "李敏", "BT-1")

    with pytest.raises(NotAnInspector):
        focus(city, "审计")
