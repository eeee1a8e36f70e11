"""R09, R69: who leaves the service has no way in any more, and who comes back gets new ones."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, at
from training.database import Database
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.acts.enter_by_chat import enter_by_chat
from training.staff.acts.enter_by_link import LinkUsedUp, enter_by_link
from training.staff.acts.issue_token import issue_token
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.acts.let_go import let_go
from training.staff.acts.make_link import make_link
from training.staff.acts.take_back import take_back
from training.staff.rules.staff_sign_in import NotRegistered
from training.staff.views.find_staff import BadStaff, find_staff, find_staff_in_service
from training.staff.views.holder_of import holder_of
from training.staff.views.list_staff import list_staff
from training.staff.views.staff_of_session import staff_of_session

NOW = at(MONDAY, "10:00")
SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def inside(database: Database) -> Database:
    """李敏 is known in DingTalk, has a session, a link in hand and a token."""
    with database.writing() as session:
        staff = add_staff(session, "李敏", Role.CITY, None, None, now=NOW)
        know_in_chat(session, staff, "limin")
        make_link(session, staff, "/checks", token="used", now=NOW)
        enter_by_link(session, "used", session_token="session", now=NOW)
        make_link(session, staff, "/checks", token="in hand", now=NOW)
        issue_token(session, staff, timedelta(days=7), token="token", now=NOW)
    return database


def ways_in(database: Database) -> list[str]:
    """Every way by which 李敏 still gets in a minute later."""
    with database.writing() as session:
        ways = {
            "session": staff_of_session(session, "session", now=SOON) is not None,
            "token": holder_of(session, "token", now=SOON) is not None,
            "link": _lets_in(lambda: enter_by_link(session, "in hand", session_token="a", now=SOON)),
            "dingtalk": _lets_in(lambda: enter_by_chat(session, "limin", "/checks", token="b", now=SOON)),
        }
    return [way for way, is_open in ways.items() if is_open]


def _lets_in(enter) -> bool:
    try:
        enter()
    except (LinkUsedUp, NotRegistered):
        return False
    return True


def test_in_service_every_way_is_open(inside):
    assert ways_in(inside) == ["session", "token", "link", "dingtalk"]


def test_who_left_has_no_way_in(inside):
    with inside.writing() as session:
        let_go(session, find_staff(session, "李敏"), now=NOW)

    assert ways_in(inside) == []


def test_who_left_has_no_way_in_though_the_clock_ran_ahead_when_it_was_written(inside):
    with inside.writing() as session:
        let_go(session, find_staff(session, "李敏"), now=NOW + timedelta(days=30))

    assert ways_in(inside) == []


@pytest.mark.parametrize("way", ["session", "token"])
def test_a_way_that_was_opened_while_the_leaving_was_written_leads_nowhere(way, inside):
    with inside.writing() as session:
        find_staff(session, "李敏").left_at = NOW

    assert way not in ways_in(inside)


def test_who_comes_back_gets_in_by_new_ways_only(inside):
    with inside.writing() as session:
        let_go(session, find_staff(session, "李敏"), now=NOW)
    with inside.writing() as session:
        take_back(session, find_staff(session, "李敏"))
    assert ways_in(inside) == []

    with inside.writing() as session:
        know_in_chat(session, find_staff_in_service(session, "李敏"), "limin")

    assert ways_in(inside) == ["dingtalk"]


def test_the_account_of_who_left_may_be_given_to_a_successor(inside):
    with inside.writing() as session:
        let_go(session, find_staff(session, "李敏"), now=NOW)
        know_in_chat(session, add_staff(session, "韩梅", Role.CITY, None, None, now=NOW), "limin")

    with inside.reading() as session:
        assert {each.name: each.chat_id for each in list_staff(session)} == {
            "李敏": None,
            "韩梅": "limin",
        }


def test_leaving_twice_and_coming_back_without_having_left_are_refused(inside):
    with inside.writing() as session:
        staff = find_staff(session, "李敏")
        with pytest.raises(BadStaff, match="没有离岗"):
            take_back(session, staff)
        let_go(session, staff, now=NOW)
        with pytest.raises(BadStaff, match="“李敏”已于 2026-03-02 离岗，不用再办"):
            let_go(session, staff, now=SOON)
        with pytest.raises(BadStaff, match="“工作人员”里恢复"):
            find_staff_in_service(session, "李敏")
