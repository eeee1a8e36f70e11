"""R43, R45: a class shows how its hours came to us, and so does every half day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, WHOLE_DAY, a_trainee, an_enrolment, at
from tests.house.counting import counted
from tests.training.attendance.late_batches import (
    DAYS,
    WEEKS_LATER,
    a_class_with_machine,
    hand_in,
    moments_of,
    push,
    the_class,
)
from tests.training.attendance.reminding import an_approved_correction, lesson_of, staff_of
from training.attendance.acts.late.decide_batch import decide_batch
from training.attendance.acts.late.record_decision import BatchVerdict
from training.attendance.terms import Origin, PunchKind
from training.attendance.views.late.waiting_batches import waiting_batches
from training.attendance.views.sources.origins_of import origins_of
from training.attendance.views.sources.source_shares import source_shares
from training.database import Database
from training.notice.terms import HalfDay, Role
from training.records.classes.trainees import Enrolment

EVENING = "20:00"


@pytest.fixture
def running(database: Database) -> Database:
    a_class_with_machine(database)
    return database


def push_live(database: Database, day) -> None:
    for clock in WHOLE_DAY:
        push(database, [at(day, clock)], at(day, clock) + timedelta(minutes=1))


def shares(database: Database) -> dict[Origin, tuple[int, int]]:
    with database.reading() as session:
        found = source_shares(session, the_class(session), WEEKS_LATER)
        return {each.origin: (each.halves, each.percent) for each in found}


def accept_all(database: Database) -> None:
    with database.writing() as session:
        city = staff_of(session, Role.CITY)
        for each in waiting_batches(session, city):
            decide_batch(session, city, each.number, BatchVerdict(True, "有签到表"), now=WEEKS_LATER)


def test_a_class_without_hours_has_no_shares(running):
    assert shares(running) == {}


def test_what_a_machine_pushes_at_once_later_and_as_a_file_is_told_apart(running):
    push_live(running, DAYS[0])
    push(running, moments_of(DAYS[1]), at(DAYS[1], EVENING))
    hand_in(running, moments_of(DAYS[2]), at(DAYS[3], EVENING))

    assert shares(running) == {
        Origin.LIVE: (16, 33),
        Origin.BACKLOG: (16, 33),
        Origin.FILE: (16, 33),
    }


def test_a_late_file_has_no_share_until_it_is_accepted_and_then_stands_out(running):
    push_live(running, DAYS[0])
    hand_in(running, moments_of(DAYS[1]), WEEKS_LATER)
    before = shares(running)

    accept_all(running)

    assert before == {Origin.LIVE: (16, 100)}
    assert shares(running) == {Origin.LIVE: (16, 50), Origin.ACCEPTED: (16, 50)}


def test_what_waited_and_was_then_pushed_by_the_machine_itself_is_the_machines(running):
    hand_in(running, moments_of(DAYS[0]), at(DAYS[0] + timedelta(days=8), EVENING), device="CJDE1")
    push(running, moments_of(DAYS[0]), at(DAYS[0], EVENING))

    assert shares(running) == {Origin.BACKLOG: (16, 100)}


def test_a_correction_has_its_share(running):
    push(running, [at(MONDAY, "08:20")], at(MONDAY, "08:21"))
    with running.writing() as session:
        own = the_class(session)
        enrolment = session.scalars(select(Enrolment)).one()
        lesson = lesson_of(session, own, MONDAY, HalfDay.MORNING)
        district = staff_of(session, Role.DISTRICT, "昆都仑区")
        an_approved_correction(session, enrolment, lesson, PunchKind.OUT, district)

    assert shares(running) == {Origin.CORRECTION: (8, 100)}


def test_one_person_has_the_ways_of_the_own_punches_only(running):
    push_live(running, DAYS[0])
    push(running, [at(MONDAY, "08:21")], at(MONDAY, "08:22"), number="2")

    with running.reading() as session:
        found = origins_of(session, session.scalars(select(Enrolment)).one())

    assert dict(found) == {at(MONDAY, clock): Origin.LIVE for clock in WHOLE_DAY}


def test_a_larger_class_asks_no_more_often(running):
    def asked() -> int:
        with counted(running) as tally, running.reading() as session:
            source_shares(session, the_class(session), WEEKS_LATER)
        return tally.figures.statements

    push_live(running, DAYS[0])
    one = asked()
    with running.writing() as session:
        own = the_class(session)
        for number in range(2, 12):
            an_enrolment(session, own, a_trainee(session, f"学员{number}"), str(number))
    hand_in(running, moments_of(DAYS[1]), at(DAYS[2], EVENING))

    assert asked() == one
