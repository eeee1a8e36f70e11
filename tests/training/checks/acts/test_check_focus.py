"""An inspector's commands are about the check entered last, as long as it runs and may be acted in."""

from datetime import datetime, timedelta

import pytest

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.checks.acts.join_check import join_check
from training.checks.acts.show_in_chat import show_in_chat
from training.checks.acts.start_check import start_check
from training.checks.acts.void_check import void_check
from training.checks.views.check_in_focus import (
    NoCheckRunning,
    SaidBefore,
    WhichCheck,
    check_in_focus,
    running_for,
)
from training.checks.views.find_check import NotAnInspector, find_check
from training.classes.views.find_class import find_class, find_district
from training.database import Database
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NOW = at(MONDAY, "09:00")
A_MOMENT = timedelta(milliseconds=1)


@pytest.fixture
def city(database: Database) -> Database:
    """李敏 and 张伟 of the city, 王强 of a district, an auditor, and three classes of one trainee each."""
    with database.writing() as session:
        for name, role in (("李敏", Role.CITY), ("张伟", Role.CITY), ("审计", Role.AUDITOR)):
            add_staff(session, name, role, None, None, now=NOW)
        add_staff(session, "王强", Role.DISTRICT, find_district(session, "昆都仑区"), None, now=NOW)
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


def focus(database: Database, name: str, said_at: datetime | None = None):
    with database.reading() as session:
        return check_in_focus(session, find_staff(session, name), said_at).public_id


def enter(database: Database, name: str, check_id, now: datetime = NOW) -> None:
    with database.writing() as session:
        join_check(session, find_staff(session, name), check_id, now=now)


def show(database: Database, name: str, check_id, now: datetime = NOW) -> None:
    with database.writing() as session:
        staff = find_staff(session, name)
        show_in_chat(session, staff, find_check(session, staff, check_id), now=now)


def test_the_check_entered_last_holds_until_another_is_entered(city):
    first, second = start(city, "李敏", "BT-1"), start(city, "李敏", "BT-2")

    enter(city, "李敏", second)
    enter(city, "李敏", first)

    assert focus(city, "李敏") == first


def test_a_colleagues_check_is_never_guessed_even_where_it_is_the_only_one(city):
    start(city, "李敏", "BT-1")

    with pytest.raises(WhichCheck, match="请先点要查的那一个") as refused:
        focus(city, "张伟")

    assert [(each.number, each.started_by) for each in refused.value.running] == [("BT-1-市1", "李敏")]


def test_of_several_ones_own_come_first(city):
    start(city, "李敏", "BT-1")
    start(city, "张伟", "BT-2")
    start(city, "李敏", "BT-3")

    with city.reading() as session:
        running = running_for(session, find_staff(session, "张伟"))

    assert [each.number for each in running] == ["BT-2-市1", "BT-3-市1", "BT-1-市1"]


def test_after_the_check_that_was_shown_has_ended_no_other_takes_its_place(city):
    first, second = start(city, "李敏", "BT-1"), start(city, "李敏", "BT-2")
    enter(city, "李敏", first)
    with city.writing() as session:
        void_check(session, find_staff(session, "李敏"), first, "点错了", now=NOW)

    with pytest.raises(
        WhichCheck, match=r"您上次看的检查 BT-1-市1（.*）已在 .*09:00 结束（已作废）"
    ) as refused:
        focus(city, "李敏")

    assert [each.check_id for each in refused.value.running] == [second]


def test_where_nothing_runs_any_more_that_is_said_too(city):
    only = start(city, "李敏", "BT-1")
    with city.writing() as session:
        void_check(session, find_staff(session, "李敏"), only, "点错了", now=NOW)

    with pytest.raises(NoCheckRunning, match=r"BT-1-市1.*已作废.*待查"):
        focus(city, "李敏")


def test_without_a_running_check_the_way_to_one_is_said(city):
    with pytest.raises(NoCheckRunning, match="待查"):
        focus(city, "李敏")


def test_an_auditor_has_no_check_in_hand(city):
    start(city, "李敏", "BT-1")

    with pytest.raises(NotAnInspector):
        focus(city, "审计")


def test_a_check_that_has_ended_and_is_shown_takes_the_place_of_the_one_that_runs(city):
    ended = start(city, "李敏", "BT-1")
    with city.writing() as session:
        void_check(session, find_staff(session, "李敏"), ended, "点错了", now=NOW)
    running = start(city, "李敏", "BT-2")

    show(city, "李敏", ended)

    with pytest.raises(WhichCheck, match="您上次看的检查 BT-1-市1") as refused:
        focus(city, "李敏")
    assert [each.check_id for each in refused.value.running] == [running]


def test_a_check_of_the_other_level_that_is_shown_does_so_too(city):
    of_district = start(city, "王强", "BT-1")
    running = start(city, "李敏", "BT-2")

    show(city, "李敏", of_district)

    with pytest.raises(WhichCheck) as refused:
        focus(city, "李敏")
    assert [each.check_id for each in refused.value.running] == [running]


def test_shown_again_the_running_check_is_meant_again(city):
    running, other = start(city, "李敏", "BT-2"), start(city, "王强", "BT-1")
    show(city, "李敏", other)

    show(city, "李敏", running)

    assert focus(city, "李敏") == running


def test_what_was_said_before_the_check_was_entered_is_not_about_it(city):
    first, second = start(city, "李敏", "BT-1"), start(city, "李敏", "BT-2")
    enter(city, "李敏", first, NOW + timedelta(minutes=3))

    with pytest.raises(SaidBefore, match=r"检查 BT-1-市1（.*）还没有打开，没有办理") as refused:
        focus(city, "李敏", NOW + timedelta(minutes=2))

    assert {each.check_id for each in refused.value.running} == {first, second}
    assert focus(city, "李敏", NOW + timedelta(minutes=3)) == first


@pytest.mark.parametrize("way", [enter, show])
def test_the_same_check_once_more_makes_no_word_older(way, city):
    only = start(city, "李敏", "BT-1")

    way(city, "李敏", only, NOW + timedelta(minutes=3))

    assert focus(city, "李敏", NOW + timedelta(minutes=2)) == only
