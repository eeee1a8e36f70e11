"""A person in a class is found by what a clerk knows of the person."""

import pytest

from tests.factories import a_class, a_trainee, an_enrolment
from training.classes.views.find_class import SeveralFound, find_class
from training.classes.views.find_enrolment import find_enrolment
from training.database import Database
from training.errors import NotFound, Refusal


@pytest.fixture
def enrolled(database: Database) -> Database:
    with database.writing() as session:
        own = a_class(session, "BT-1")
        an_enrolment(session, own, a_trainee(session, "王芳", "13800000001"), "7")
        an_enrolment(session, own, a_trainee(session, "李强", "13900000001"), "8")
        an_enrolment(session, own, a_trainee(session, "李强", "13900000002"), "9")
    return database


def found(database: Database, said: str) -> object:
    """The attendance number of who answers, or the kind of the refusal."""
    with database.reading() as session:
        try:
            return find_enrolment(session, find_class(session, "BT-1"), said).attendance_number
        except Refusal as refusal:
            return type(refusal)


def test_a_trainee_is_found_by_name_end_of_phone_or_attendance_number(enrolled):
    said = {"王芳": "7", "0002": "9", "13800000001": "7", "8": "8"}

    assert {each: found(enrolled, each) for each in said} == said


def test_who_is_not_one_trainee_is_refused(enrolled):
    said = {"李强": SeveralFound, "0001": SeveralFound, "赵六": NotFound, "001": NotFound}

    assert {each: found(enrolled, each) for each in said} == said


def test_a_trainee_of_another_class_is_not_found(enrolled):
    with enrolled.writing() as session:
        a_class(session, "BT-2")

    with enrolled.reading() as session, pytest.raises(NotFound, match="BT-2"):
        find_enrolment(session, find_class(session, "BT-2"), "王芳")
