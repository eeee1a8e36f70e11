"""R09: who may see what, by name and by token."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.factories import MONDAY, a_class, an_institution, at
from training.classes.views.find_class import find_class, find_district
from training.classes.views.see_classes import see_class, visible_classes
from training.database import Database
from training.errors import NotFound
from training.notice.clock import CLOCKS_APART
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.acts.issue_token import issue_token
from training.staff.acts.revoke_tokens import revoke_tokens
from training.staff.views.find_staff import BadStaff, find_staff
from training.staff.views.holder_of import holder_of
from training.staff.views.list_staff import list_staff

NOW = at(MONDAY, "10:00")


@pytest.fixture
def staffed(database: Database) -> Database:
    with database.writing() as session:
        own = an_institution(session, "第一学校")
        a_class(session, "K-1", institution="第一学校", district="昆都仑区")
        a_class(session, "Q-1", institution="第二学校", district="青山区")
        add_staff(session, "市局", Role.CITY, None, None, now=NOW)
        add_staff(session, "审计", Role.AUDITOR, None, None, now=NOW)
        add_staff(session, "青山", Role.DISTRICT, find_district(session, "青山区"), None, now=NOW)
        add_staff(session, "一校", Role.INSTITUTION, None, own, now=NOW)
    return database


def test_the_city_sees_every_class_a_district_and_an_institution_only_their_own(staffed):
    with staffed.reading() as session:
        visible = {
            staff.name: {each.class_number for each in session.scalars(visible_classes(staff))}
            for staff in list_staff(session)
        }

    assert visible == {"市局": {"K-1", "Q-1"}, "审计": {"K-1", "Q-1"}, "青山": {"Q-1"}, "一校": {"K-1"}}


@pytest.mark.parametrize(("name", "own", "hidden"), [("青山", "Q-1", "K-1"), ("一校", "K-1", "Q-1")])
def test_what_you_may_not_see_is_not_found_as_if_it_were_not_there(staffed, name, own, hidden):
    with staffed.reading() as session:
        staff = find_staff(session, name)
        assert see_class(session, staff, find_class(session, own).public_id).class_number == own
        messages = []
        for public_id in (find_class(session, hidden).public_id, uuid4()):
            with pytest.raises(NotFound) as refusal:
                see_class(session, staff, public_id)
            messages.append(str(refusal.value))
        assert messages[0] == messages[1]


MISFITS = (
    (Role.CITY, True, False),
    (Role.DISTRICT, False, False),
    (Role.DISTRICT, True, True),
    (Role.INSTITUTION, False, False),
    (Role.INSTITUTION, True, True),
    (Role.AUDITOR, False, True),
)


def test_a_place_must_fit_the_role(staffed):
    with staffed.writing() as session:
        district, institution = find_district(session, "青山区"), an_institution(session, "第一学校")
        for role, has_district, has_institution in MISFITS:
            place = (district if has_district else None, institution if has_institution else None)
            with pytest.raises(BadStaff):
                add_staff(session, "新人", role, *place, now=NOW)
        assert len(list_staff(session)) == 4


def test_a_name_is_registered_once(staffed):
    with staffed.writing() as session, pytest.raises(BadStaff, match="已登记"):
        add_staff(session, "市局", Role.CITY, None, None, now=NOW)
    with staffed.reading() as session:
        assert len(list_staff(session)) == 4


def test_a_token_lives_as_long_as_it_was_issued_for(staffed):
    with staffed.writing() as session:
        issue_token(session, find_staff(session, "市局"), timedelta(days=90), token="secret", now=NOW)

    expires = NOW + timedelta(days=90)
    with staffed.reading() as session:
        assert holder_of(session, "secret", now=expires - timedelta(seconds=1)).name == "市局"
        assert holder_of(session, "secret", now=expires) is None
        assert holder_of(session, "secret", now=expires + timedelta(seconds=1)) is None
        assert holder_of(session, "guess", now=NOW) is None


def test_a_revoked_token_is_dead_at_once(staffed):
    with staffed.writing() as session:
        staff = find_staff(session, "市局")
        issue_token(session, staff, timedelta(days=90), token="one", now=NOW)
        issue_token(session, staff, timedelta(days=90), token="two", now=NOW)
        assert revoke_tokens(session, staff, now=NOW) == 2
        assert revoke_tokens(session, staff, now=NOW) == 0

    with staffed.reading() as session:
        assert holder_of(session, "one", now=NOW) is None


def test_revoking_touches_not_the_tokens_of_others_and_counts_none_that_has_expired(staffed):
    with staffed.writing() as session:
        city, auditor = find_staff(session, "市局"), find_staff(session, "审计")
        issue_token(session, city, timedelta(days=1), token="expired", now=NOW - timedelta(days=2))
        issue_token(session, auditor, timedelta(days=90), token="other", now=NOW)
        assert revoke_tokens(session, city, now=NOW) == 0

    with staffed.reading() as session:
        assert holder_of(session, "other", now=NOW).name == "审计"


A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)


def test_a_token_of_a_clock_that_ran_ahead_lives_no_longer_than_it_was_issued_for(staffed):
    ahead = NOW + timedelta(days=365)
    with staffed.writing() as session:
        issue_token(session, find_staff(session, "市局"), A_DAY, token="secret", now=ahead)

    with staffed.reading() as session:
        assert holder_of(session, "secret", now=NOW) is None
        assert holder_of(session, "secret", now=ahead - CLOCKS_APART - timedelta(microseconds=1)) is None
        assert holder_of(session, "secret", now=ahead - CLOCKS_APART).name == "市局"
        assert holder_of(session, "secret", now=ahead + A_DAY) is None


def test_a_token_is_revoked_for_good_though_the_clock_just_then_takes_it_for_expired(staffed):
    with staffed.writing() as session:
        staff = find_staff(session, "市局")
        issue_token(session, staff, A_DAY, token="secret", now=NOW)
        assert revoke_tokens(session, staff, now=NOW + 2 * A_DAY) == 0

    with staffed.reading() as session:
        assert holder_of(session, "secret", now=NOW + A_MINUTE) is None


def test_a_token_itself_is_nowhere_in_the_database(staffed):
    with staffed.writing() as session:
        issued = issue_token(
            session, find_staff(session, "市局"), timedelta(days=90), token="secret", now=NOW
        )
        assert b"secret" not in issued.digest
        assert len(issued.digest) == 32


def test_who_is_not_registered_is_not_found(staffed):
    with staffed.reading() as session, pytest.raises(NotFound, match="路人"):
        find_staff(session, "路人")
