"""创业 at every door: no share of hours is shown, nothing is proposed, and who decides is told (R55)."""

import pytest
from sqlalchemy import select

from tests.training.checks.checking import DISTRICT, register_staff
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import address, person, read
from tests.webapp.trainees.test_trainee import own_address
from training.attendance.rules.explanations import NOT_JUDGED
from training.notice.terms import ClassKind
from training.records.classes.classes import TrainingClass

STATE = "按创业培训规定"


@pytest.fixture
def startup(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
        session.scalars(
            select(TrainingClass).where(TrainingClass.class_number == "BT-1")
        ).one().kind = ClassKind.STARTUP
    return world


def test_the_roster_of_such_a_class_says_who_decides(startup):
    text = read(startup, DISTRICT, address(startup))

    assert NOT_JUDGED in text
    assert STATE in text
    assert "可以达标" not in text
    assert "%）为合格" not in text


def test_the_person_has_hours_and_no_verdict_of_them(startup):
    text = read(startup, DISTRICT, person(startup))

    assert STATE in text
    assert "可以合格" not in text


def test_the_trainee_reads_no_share(startup):
    trainee = startup.signed_in()

    home = trainee.get("/").text
    counted = trainee.get(f"{own_address(startup)}/how-it-counts").text

    for text in (home, counted):
        assert NOT_JUDGED in text
        assert "80%" not in text
