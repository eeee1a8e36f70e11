"""Trainees are found by name or phone among the classes that one may see."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.classes.views.find_class import find_district
from training.database import Database
from training.errors import NotFound
from training.notice.terms import Role
from training.people.views.find_trainees import MOST_FOUND, STILL_ASKED_FOR, TooLittleSaid, find_trainees
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

NOW = at(MONDAY, "09:00")
LAST_DAY = MONDAY + timedelta(days=4)


@pytest.fixture
def roster(database: Database) -> Database:
    with database.writing() as session:
        add_staff(session, "李敏", Role.CITY, None, None, now=NOW)
        add_staff(session, "王强", Role.DISTRICT, find_district(session, "昆都仑区"), None, now=NOW)
        own, other = (
            a_class(session, "BT-1", lessons=False),
            a_class(session, "BT-2", district="青山区", lessons=False),
        )
        wang = a_trainee(session, "王芳", "13800000001")
        an_enrolment(session, own, wang, "1")
        an_enrolment(session, other, wang, "2")
        an_enrolment(session, own, a_trainee(session, "李强", "13900000001"), "3")
        an_enrolment(session, other, a_trainee(session, "赵敏", "13800000009"), "4")
    return database


def find(database: Database, name: str, said: str, today=MONDAY) -> list[tuple[str, str]]:
    with database.reading() as session:
        found = find_trainees(session, find_staff(session, name), said, today)
        return [(each.trainee.name, each.training_class.class_number) for each in found]


def test_a_name_finds_everybody_of_that_name_in_every_class_one_may_see(roster):
    assert set(find(roster, "李敏", "王芳")) == {("王芳", "BT-1"), ("王芳", "BT-2")}
    assert find(roster, "王强", "王 芳") == [("王芳", "BT-1")]


@pytest.mark.parametrize("said", ["0001", "00000001", "０００１"])
def test_the_end_of_a_phone_finds_all_who_share_it(roster, said):
    assert set(find(roster, "王强", said)) == {("王芳", "BT-1"), ("李强", "BT-1")}


def test_a_whole_phone_finds_its_owner(roster):
    assert find(roster, "王强", "13900000001") == [("李强", "BT-1")]


@pytest.mark.parametrize("said", ["赵敏", "0009", "13800000009", "没有"])
def test_whoever_is_elsewhere_is_not_found(roster, said):
    with pytest.raises(NotFound):
        find(roster, "王强", said)


@pytest.mark.parametrize("said", ["1", "001"])
def test_fewer_than_four_digits_are_too_little(roster, said):
    with pytest.raises(TooLittleSaid):
        find(roster, "李敏", said)


@pytest.mark.parametrize(("days", "is_found"), [(0, True), (1, False)])
def test_the_end_of_a_phone_finds_people_until_some_time_after_their_class(roster, days, is_found):
    today = LAST_DAY + STILL_ASKED_FOR + timedelta(days=days)

    if is_found:
        assert find(roster, "李敏", "0009", today)
    else:
        with pytest.raises(NotFound):
            find(roster, "李敏", "0009", today)


@pytest.mark.parametrize("words", [["0077"], ["bt-1"], ["BT-1", "0077"]])
def test_of_a_common_name_anybody_can_be_told_by_another_word(roster, words):
    with roster.writing() as session:
        newer = a_class(session, "BT-9", starts_on=MONDAY + timedelta(days=7), lessons=False)
        for place in range(MOST_FOUND):
            an_enrolment(session, newer, a_trainee(session, "李娜", f"139000000{place:02}"), str(place))
        older = a_class(session, "BT-10", starts_on=MONDAY - timedelta(days=70), lessons=False)
        an_enrolment(session, older, a_trainee(session, "李娜", "13700000077"), "1")

    with roster.reading() as session:
        inspector = find_staff(session, "李敏")
        all_of_them = find_trainees(session, inspector, "李娜", MONDAY)
        (found,) = find_trainees(session, inspector, "李娜", MONDAY, words)

    assert len(all_of_them) == MOST_FOUND
    assert found.training_class.class_number == "BT-10"


def test_a_word_that_fits_nobody_is_passed_over(roster):
    with roster.reading() as session:
        found = find_trainees(session, find_staff(session, "李敏"), "王芳", MONDAY, ["9999"])

    assert len(found) == 2
