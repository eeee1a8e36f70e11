"""R09: who may see what; and trainees who leave."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, an_institution, at
from training.database import Database
from training.errors import NotFound
from training.services.add_rule_set import BadRuleSet, add_rule_set
from training.services.add_staff import BadStaff, add_staff, find_staff, list_staff
from training.services.choose_rule_set import list_rule_sets
from training.services.find_class import SeveralFound, find_class, find_district
from training.services.find_enrolment import find_enrolment
from training.services.issue_token import holder_of, issue_token, revoke_tokens
from training.services.see_classes import see_class, visible_classes
from training.services.withdraw_trainee import AlreadyWithdrawn, OutsideTheClass, withdraw_trainee
from training.terms import Role

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


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("市局", {"K-1", "Q-1"}), ("审计", {"K-1", "Q-1"}), ("青山", {"Q-1"}), ("一校", {"K-1"})],
)
def test_the_city_sees_every_class_a_district_and_an_institution_only_their_own(staffed, name, numbers):
    with staffed.reading() as session:
        visible = session.scalars(visible_classes(find_staff(session, name)))
        assert {each.class_number for each in visible} == numbers


def test_what_you_may_not_see_is_not_found_as_if_it_were_not_there(staffed):
    with staffed.reading() as session:
        district, hidden = find_staff(session, "青山"), find_class(session, "K-1").public_id
        messages = []
        for public_id in (hidden, uuid4()):
            with pytest.raises(NotFound) as refusal:
                see_class(session, district, public_id)
            messages.append(str(refusal.value))
        assert messages[0] == messages[1]


@pytest.mark.parametrize(
    ("role", "has_district", "has_institution"),
    [
        (Role.CITY, True, False),
        (Role.DISTRICT, False, False),
        (Role.INSTITUTION, False, False),
        (Role.INSTITUTION, True, True),
        (Role.AUDITOR, False, True),
    ],
)
def test_a_place_must_fit_the_role(staffed, role, has_district, has_institution):
    with staffed.writing() as session:
        district = find_district(session, "青山区") if has_district else None
        institution = an_institution(session, "第一学校") if has_institution else None
        with pytest.raises(BadStaff):
            add_staff(session, "新人", role, district, institution, now=NOW)


def test_a_name_is_registered_once(staffed):
    with staffed.writing() as session, pytest.raises(BadStaff, match="已登记"):
        add_staff(session, "市局", Role.CITY, None, None, now=NOW)
    with staffed.reading() as session:
        assert len(list_staff(session)) == 4


@pytest.mark.parametrize(("days", "lives"), [(89, True), (90, False), (91, False)])
def test_a_token_lives_as_long_as_it_was_issued_for(staffed, days, lives):
    with staffed.writing() as session:
        issue_token(session, find_staff(session, "市局"), timedelta(days=90), token="secret", now=NOW)

    with staffed.reading() as session:
        assert (holder_of(session, "secret", now=NOW + timedelta(days=days)) is not None) is lives
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


@pytest.fixture
def enrolled(database: Database) -> Database:
    with database.writing() as session:
        own = a_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "王芳", "13800000001"), "7")
        an_enrolment(session, own, a_trainee(session, "李强", "13900000001"), "8")
        an_enrolment(session, own, a_trainee(session, "李强", "13900000002"), "9")
    return database


@pytest.mark.parametrize(("said", "number"), [("王芳", "7"), ("0002", "9"), ("13800000001", "7"), ("8", "8")])
def test_a_trainee_is_found_by_name_end_of_phone_or_attendance_number(enrolled, said, number):
    with enrolled.reading() as session:
        assert find_enrolment(session, find_class(session, "BT-1"), said).attendance_number == number


@pytest.mark.parametrize(
    ("said", "refusal"),
    [("李强", SeveralFound), ("0001", SeveralFound), ("赵六", NotFound), ("001", NotFound)],
)
def test_who_is_not_one_trainee_is_refused(enrolled, said, refusal):
    with enrolled.reading() as session, pytest.raises(refusal):
        find_enrolment(session, find_class(session, "BT-1"), said)


@pytest.mark.parametrize(
    ("last_day", "is_refused"),
    [
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),
        (date(2026, 3, 6), False),
        (date(2026, 3, 7), True),
    ],
)
def test_a_last_day_lies_within_the_class_or_right_before_it(enrolled, last_day, is_refused):
    with enrolled.writing() as session:
        enrolment = find_enrolment(session, find_class(session, "BT-1"), "王芳")
        if is_refused:
            with pytest.raises(OutsideTheClass):
                withdraw_trainee(session, enrolment, last_day, "个人原因", recorded_by="张会计", now=NOW)
        else:
            done = withdraw_trainee(session, enrolment, last_day, "个人原因", recorded_by="张会计", now=NOW)
            assert (done.last_day, done.recorded_by) == (last_day, "张会计")


def test_nobody_withdraws_twice(enrolled):
    with enrolled.writing() as session:
        enrolment = find_enrolment(session, find_class(session, "BT-1"), "王芳")
        withdraw_trainee(session, enrolment, MONDAY, "个人原因", recorded_by="张会计", now=NOW)
        with pytest.raises(AlreadyWithdrawn):
            withdraw_trainee(session, enrolment, MONDAY, "个人原因", recorded_by="张会计", now=NOW)


@pytest.mark.parametrize(
    "changed",
    [{}, {"qualifying_percent": 85}, {"effective_from": "soon"},
     {"effective_from": "2026-03-01", "quorum": 1},
     {"effective_from": "2026-03-01", "qualifying_percent": -1}],
)  # fmt: skip
def test_a_rule_set_that_is_none_is_refused(database, changed):
    with database.writing() as session, pytest.raises(BadRuleSet):
        add_rule_set(session, None, changed, made_by="市局", now=NOW)


def test_rule_sets_are_numbered_per_district_and_say_what_differs(database):
    with database.writing() as session:
        district = find_district(session, "青山区")
        for percent in (85, 90):
            changed = {"effective_from": "2026-03-01", "qualifying_percent": percent}
            add_rule_set(session, district, changed, made_by="青山", now=NOW)

    with database.reading() as session:
        own = [(each.version, each.note) for each in list_rule_sets(session) if each.district]
    assert own == [
        (1, "effective_from=2026-03-01；qualifying_percent=85"),
        (2, "effective_from=2026-03-01；qualifying_percent=90"),
    ]
