"""本半天未到: names of those whom no machine has seen since the punches in count, and of nobody else."""

from datetime import timedelta

import pytest

from tests.factories import MONDAY, a_withdrawal, at, punches
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, Checking, enrol
from training.classes.views.find_class import find_class
from training.notice.terms import Mode
from training.records.classes.trainees import Enrolment
from training.staff.views.find_staff import find_staff
from training.worklist.views.classes_now import classes_now
from training.worklist.views.missing_now import missing_now


def missing(checking: Checking, who: str = SCHOOL, clock: str = "09:00") -> dict[str, list[str]]:
    with checking.database.reading() as session:
        found = missing_now(session, find_staff(session, who), now=at(MONDAY, clock))
    return {each.lesson.own.class_number: [name for _, name in each.people] for each in found}


@pytest.fixture
def morning(checking: Checking) -> Checking:
    """Of 学员1 to 学员4 the first came, the second before it counts, and the fourth has left."""
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        punches(session, own, MONDAY, ["07:45"], number="1")
        punches(session, own, MONDAY, ["07:44"], number="2")
        gone = session.query(Enrolment).filter_by(attendance_number="4").one()
        a_withdrawal(session, gone, MONDAY - timedelta(days=1))
    return checking


def test_those_are_missing_whom_no_machine_has_seen(morning):
    assert missing(morning) == {"BT-1": ["学员2", "学员3"]}
    assert missing(morning, clock="07:44") == {}


def test_as_many_are_missing_as_seats_are_empty_on_the_board(morning):
    with morning.database.reading() as session:
        (own,) = classes_now(session, find_staff(session, CITY), now=at(MONDAY, "09:00"))

    assert own.seats - own.present == len(missing(morning)["BT-1"])


def test_in_the_afternoon_everybody_is_waited_for_anew(morning):
    assert missing(morning, clock="14:00") == {"BT-1": ["学员1", "学员2", "学员3"]}


def test_of_a_lesson_online_nobody_can_tell(morning):
    with morning.database.writing() as session:
        find_class(session, "BT-1").lessons[0].mode = Mode.ONLINE

    assert missing(morning) == {}


def test_most_first_and_of_ones_own_place_alone(morning):
    with morning.database.writing() as session:
        enrol(session, "BT-2", 3, district="青山区", institution="育才学校")

    assert list(missing(morning, CITY)) == ["BT-2", "BT-1"]
    assert list(missing(morning, DISTRICT)) == ["BT-1"]
    assert list(missing(morning, OTHER_DISTRICT)) == ["BT-2"]


def test_an_auditor_reads_no_whole_name(morning):
    assert missing(morning, AUDITOR) == {"BT-1": ["学*2", "学*3"]}
