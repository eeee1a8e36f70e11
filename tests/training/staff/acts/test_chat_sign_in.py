"""Whom DingTalk names comes in once for each of its words; whom it names and we do not know stays outside."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, at
from tests.training.builders import at_once
from training.classes.views.find_class import find_district
from training.database import Database
from training.notice.terms import Role
from training.records.staff.chat_sign_in import ChatSignIn
from training.records.staff.staff import StaffLink, StaffSession
from training.staff.acts.add_staff import add_staff
from training.staff.acts.enter_by_chat import enter_by_chat
from training.staff.acts.enter_by_link import LinkUsedUp, enter_by_link
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.acts.note_attempt import note_attempt
from training.staff.rules.staff_sign_in import (
    MOST_OF_ADDRESS,
    NotRegistered,
    OutsideTheOrganisation,
    TooManySignIns,
    WayUsedUp,
)
from training.staff.views.staff_of_session import staff_of_session

NOW = at(MONDAY, "10:00")
OFFICE, ELSEWHERE = "10.0.0.1", "10.0.0.2"
MOMENT = timedelta(seconds=1)


@pytest.fixture
def registered(database: Database) -> Database:
    """青山 is known in DingTalk as qingshan; 无钉 is not known there."""
    with database.writing() as session:
        district = find_district(session, "青山区")
        known = add_staff(session, "青山", Role.DISTRICT, district, None, now=NOW)
        know_in_chat(session, known, "qingshan")
        add_staff(session, "无钉", Role.CITY, None, None, now=NOW)
    return database


def attempt(database: Database, word: str, address: str = OFFICE, now=NOW) -> None:
    with database.writing() as session:
        note_attempt(session, word, address, now=now)


def enter(database: Database, userid: str, path: str = "/checks", token: str = "token", now=NOW) -> str:
    with database.writing() as session:
        return enter_by_chat(session, userid, path, token=token, now=now)


def who(database: Database, token: str = "token", now=NOW) -> str | None:
    with database.reading() as session:
        found = staff_of_session(session, token, now=now)
        return found.staff.name if found else None


def count(database: Database, record: type) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_whom_dingtalk_names_is_inside_where_they_wanted_to_go(registered):
    assert enter(registered, "qingshan", "/checks/1") == "/checks/1"

    assert who(registered) == "青山"


def test_a_session_by_dingtalk_idles_out_like_any_other(registered):
    enter(registered, "qingshan")

    assert who(registered, now=NOW + timedelta(hours=2) - MOMENT) == "青山"
    assert who(registered, now=NOW + timedelta(hours=2)) is None


@pytest.mark.parametrize("path", ["//evil.example", "https://evil.example", ""])
def test_a_path_that_leads_elsewhere_leads_to_the_desk(registered, path):
    assert enter(registered, "qingshan", path) == "/desk"


def test_whom_nobody_registered_is_told_the_number_to_hand_in_and_stays_outside(registered):
    with pytest.raises(NotRegistered, match="发给管理员，登记后再登录：somebody") as refusal:
        enter(registered, "somebody")

    assert refusal.value.chat_id == "somebody"
    assert (count(registered, StaffSession), count(registered, StaffLink)) == (0, 0)


def test_no_member_of_the_organisation_is_let_in_although_a_member_of_staff_has_no_dingtalk(registered):
    with pytest.raises(OutsideTheOrganisation, match="本组织"):
        enter(registered, "")

    assert count(registered, StaffSession) == 0


def test_the_token_of_a_session_is_no_link_that_opens_another(registered):
    enter(registered, "qingshan")

    with registered.writing() as session, pytest.raises(LinkUsedUp):
        enter_by_link(session, "token", session_token="another", now=NOW)


def test_a_word_of_dingtalk_is_tried_once(registered):
    attempt(registered, "a word")

    with pytest.raises(WayUsedUp):
        attempt(registered, "a word", ELSEWHERE)
    attempt(registered, "another word")


def test_of_several_who_bring_a_word_at_once_one_may_try_it(registered):
    outcomes = at_once(*(lambda: attempt(registered, "a word") for _ in range(4)))

    assert sorted(outcomes, key=str) == sorted([None, *[WayUsedUp] * 3], key=str)
    assert count(registered, ChatSignIn) == 1


def test_a_network_that_has_had_its_hour_waits_and_others_do_not(registered):
    for number in range(MOST_OF_ADDRESS):
        attempt(registered, f"word {number}")

    with pytest.raises(TooManySignIns):
        attempt(registered, "one more", now=NOW + timedelta(hours=1) - MOMENT)
    attempt(registered, "one more", ELSEWHERE)
    attempt(registered, "and one more", now=NOW + timedelta(hours=1))


def test_neither_the_word_nor_the_address_is_kept_as_it_came(registered):
    attempt(registered, "a word")

    with registered.reading() as session:
        row = session.execute(ChatSignIn.__table__.select()).one()
    kept = b"".join(each for each in row if isinstance(each, bytes))
    assert b"a word" not in kept
    assert OFFICE.encode() not in kept
