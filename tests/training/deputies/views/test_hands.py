"""Of two signatures no hand is in both: not by a deputyship, not by a way in that one made for the other."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.changes.changing import CLERK, FELLOW, Changing, changing
from tests.training.checks.checking import CITY, DISTRICT
from tests.training.deputies.deputising import Deputising
from training.changes.terms import AmendedField
from training.deputies.acts.hand_account import hand_account
from training.deputies.acts.hand_link import hand_link
from training.deputies.rules.hands import SameHand
from training.outbox.views.alerts_for import alerts_for
from training.records.changes.amendments import AmendmentDecision
from training.records.staff.staff import StaffSession
from training.staff.acts.end_session import end_session
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.views.find_staff import find_staff
from training.staff.views.managed import About, mark_of_member
from training.staff.views.staff_of_session import SESSION_LASTS

NOON = at(MONDAY, "12:00")


@dataclass
class Office:
    """Changes of a class, deputies and ways in at one clock."""

    changes: Changing
    deputies: Deputising

    def at(self, now: datetime) -> None:
        self.changes.now = self.deputies.now = now

    def ask(self, who: str):
        return self.changes.ask(AmendedField.NAME, "保育师一班", who)

    def decide(self, key, who: str) -> None:
        self.changes.decide(key, who=who)

    def deciders(self) -> list[str]:
        with self.changes.database.reading() as session:
            return list(session.scalars(select(AmendmentDecision.decided_by)))

    def let_in(self, whom: str, by: str, word: str = "link") -> None:
        """`by` makes a link for `whom`, and whoever holds it enters."""
        now = self.changes.now
        with self.changes.database.writing() as session:
            member = find_staff(session, whom)
            about = About(find_staff(session, by), member.public_id, mark_of_member(member))
            hand_link(session, about, token=word, now=now)
        with self.changes.database.writing() as session:
            enter_by_link(session, word, session_token=f"session of {word}", now=now)


@pytest.fixture
def office(database) -> Office:
    return Office(changing(database), Deputising(database))


def _look_after_the_school(office: Office) -> None:
    """The district of the two colleagues is the school's own, so that they make ways in for it."""
    with office.changes.database.writing() as session:
        school = find_staff(session, CLERK).institution
        assert school is not None
        school.district = find_staff(session, FELLOW).district


def test_two_colleagues_of_a_district_are_two(office):
    office.decide(office.ask(FELLOW), DISTRICT)

    assert office.deciders() == [DISTRICT]


def test_a_deputy_decides_nothing_that_the_absent_person_asked_for(office):
    asked = office.ask(DISTRICT)
    key = office.deputies.stand_in(DISTRICT, FELLOW)

    with pytest.raises(SameHand):
        office.decide(asked, FELLOW)
    office.deputies.end(key, DISTRICT)
    office.decide(asked, FELLOW)

    assert office.deciders() == [FELLOW]


def test_what_a_deputy_asked_for_in_a_turn_the_absent_person_does_not_decide_later(office):
    key = office.deputies.stand_in(DISTRICT, FELLOW)
    office.deputies.turn(key, FELLOW)
    office.at(at(MONDAY, "09:30"))
    asked = office.ask(FELLOW)
    office.at(NOON)
    office.deputies.end(key, DISTRICT)

    with pytest.raises(SameHand):
        office.decide(asked, DISTRICT)


def test_what_a_deputy_asked_for_in_the_own_name_the_absent_person_may_decide(office):
    office.deputies.stand_in(DISTRICT, FELLOW)
    asked = office.ask(FELLOW)

    office.decide(asked, DISTRICT)

    assert office.deciders() == [DISTRICT]


def test_a_way_in_that_a_third_person_made_is_nobodys_of_the_two(office):
    office.let_in(CLERK, by=CITY)
    office.let_in(DISTRICT, by=CITY, word="another")

    office.decide(office.ask(CLERK), DISTRICT)

    assert office.deciders() == [DISTRICT]


def test_a_colleague_who_let_both_in_could_be_both_of_them(office):
    """Of the school and of a colleague: whoever makes both ways in could sign as either, never as oneself."""
    _look_after_the_school(office)
    office.let_in(CLERK, by=DISTRICT)
    office.let_in(FELLOW, by=DISTRICT, word="another")
    office.at(at(MONDAY, "09:30"))
    asked = office.ask(CLERK)

    with pytest.raises(SameHand):
        office.decide(asked, FELLOW)


def test_a_colleague_whom_an_administrator_let_in_too_could_still_be_both_of_them(office):
    _look_after_the_school(office)
    office.let_in(DISTRICT, by=CITY, word="first")
    office.at(at(MONDAY, "09:10"))
    office.let_in(CLERK, by=DISTRICT)
    office.let_in(FELLOW, by=DISTRICT, word="another")
    office.at(at(MONDAY, "09:30"))
    asked = office.ask(CLERK)

    with pytest.raises(SameHand):
        office.decide(asked, FELLOW)


def test_whoever_made_the_way_in_of_somebody_does_not_decide_what_was_asked_for_there(office):
    office.let_in(FELLOW, by=DISTRICT)
    office.at(at(MONDAY, "09:30"))
    asked = office.ask(FELLOW)
    with pytest.raises(SameHand):
        office.decide(asked, DISTRICT)


def test_what_one_asked_for_is_not_decided_in_a_session_by_a_way_in_that_one_made(office):
    asked = office.ask(DISTRICT)
    office.let_in(FELLOW, by=DISTRICT)

    with pytest.raises(SameHand):
        office.decide(asked, FELLOW)


def test_a_way_in_counts_until_its_session_is_over(office):
    asked = office.ask(DISTRICT)
    office.at(NOON)
    office.let_in(FELLOW, by=DISTRICT)

    office.at(NOON + SESSION_LASTS - timedelta(seconds=1))
    with pytest.raises(SameHand):
        office.decide(asked, FELLOW)
    office.at(NOON + SESSION_LASTS)
    office.decide(asked, FELLOW)

    assert office.deciders() == [FELLOW]


def test_who_signs_out_and_enters_by_the_own_account_is_another(office):
    asked = office.ask(DISTRICT)
    office.let_in(FELLOW, by=DISTRICT)
    office.at(NOON)
    with office.changes.database.writing() as session:
        end_session(session, "session of link", now=NOON)

    office.decide(asked, FELLOW)

    assert office.deciders() == [FELLOW]


def test_a_way_in_that_was_made_in_such_a_session_is_followed_back(office):
    """Whoever enters as a colleague there makes a way in for the third: it is still the first one's hand."""
    _look_after_the_school(office)
    office.let_in(FELLOW, by=DISTRICT)
    office.at(at(MONDAY, "09:30"))
    office.let_in(CLERK, by=FELLOW, word="further")
    asked = office.ask(CLERK)

    with pytest.raises(SameHand):
        office.decide(asked, DISTRICT)


def test_a_link_that_nobody_used_is_nobodys_hand(office):
    asked = office.ask(DISTRICT)
    with office.changes.database.writing() as session:
        member = find_staff(session, FELLOW)
        about = About(find_staff(session, DISTRICT), member.public_id, mark_of_member(member))
        hand_link(session, about, token="unused", now=office.changes.now)

    office.decide(asked, FELLOW)

    assert office.deciders() == [FELLOW]


def test_a_way_in_is_told_to_the_persons_place_and_to_the_administrators(office):
    office.let_in(FELLOW, by=DISTRICT)

    with office.changes.database.reading() as session:
        told = {
            who: [each.text for each in session.scalars(alerts_for(find_staff(session, who)))]
            for who in (FELLOW, CITY)
        }
        assert session.query(StaffSession).count() == 1
    assert any(f"{DISTRICT} 给 {FELLOW} 做了一个登录链接" in each for each in told[FELLOW])
    assert any(f"{DISTRICT} 给 {FELLOW} 做了一个登录链接" in each for each in told[CITY])


def test_an_account_of_the_chat_that_somebody_else_changes_is_told_as_a_way_in_is(office):
    with office.changes.database.writing() as session:
        member = find_staff(session, FELLOW)
        about = About(find_staff(session, DISTRICT), member.public_id, mark_of_member(member))
        hand_account(session, about, "manager7788", now=office.changes.now)

    with office.changes.database.reading() as session:
        assert find_staff(session, FELLOW).chat_id == "manager7788"
        told = {
            who: [each.text for each in session.scalars(alerts_for(find_staff(session, who)))]
            for who in (FELLOW, CITY)
        }
    assert any(f"{DISTRICT} 改了 {FELLOW} 的聊天账号" in each for each in told[FELLOW])
    assert any(f"{DISTRICT} 改了 {FELLOW} 的聊天账号" in each for each in told[CITY])
