"""R25: who leaves a class stays on record until the last day."""

from datetime import date

import pytest

from tests.factories import MONDAY, a_class, a_trainee, an_enrolment, at
from training.classes.acts.withdraw_trainee import AlreadyWithdrawn, OutsideTheClass, withdraw_trainee
from training.classes.views.find_class import find_class
from training.classes.views.find_enrolment import find_enrolment
from training.database import Database

NOW = at(MONDAY, "10:00")


@pytest.fixture
def enrolled(database: Database) -> Database:
    with database.writing() as session:
        an_enrolment(session, a_class(session, "BT-1"), a_trainee(session, "王芳"))
    return database


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
