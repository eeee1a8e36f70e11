"""What a trainee may have of the own data is whole, and of others there is nothing (PIPL art. 44 to 50)."""

import json

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, WHOLE_DAY, a_class, a_trainee, an_enrolment, at, punches
from tests.training.checks.checking import DISTRICT, register_staff
from tests.training.privacy.views.test_copy_personal_data import BY_A_RULE, about_a_person, tables_of
from training.attendance.views.progress_of import enrolments_of, progress_of
from training.people.acts.answer_request import Answer, answer_request
from training.people.acts.file_request import file_request
from training.people.acts.opt_out import opt_out
from training.people.terms import RequestDecision, RequestKind
from training.privacy.rules.left_out import LEFT_OUT
from training.privacy.views.copy_personal_data import copy_personal_data
from training.privacy.views.own_rows import own_rows
from training.records.classes.trainees import Trainee
from training.staff.views.find_staff import find_staff

CLASS_SIZE = 12
EVENING = at(MONDAY, "19:00")


@pytest.fixture
def trainees(database) -> list[int]:
    with database.writing() as session:
        register_staff(session)
        own = a_class(session)
        people = [
            a_trainee(session, f"学员{place:02}", f"138000001{place:02}") for place in range(CLASS_SIZE)
        ]
        for place, each in enumerate(people, 1):
            an_enrolment(session, own, each, str(place))
            punches(session, own, MONDAY, WHOLE_DAY, number=str(place))
        return [each.id for each in people]


def test_a_copy_holds_every_table_about_a_person_or_says_why_not(figure):
    copied = {each.name for rows in own_rows(1).values() for each in tables_of(rows)} | BY_A_RULE
    about = about_a_person()

    forgotten = about - copied - set(LEFT_OUT)

    assert forgotten == set()
    figure("tables about a person that a copy of one's data forgets", "0", f"0 of {len(about)}")


def test_in_a_copy_stands_nobody_else(database, trainees, figure):
    with database.reading() as session:
        people = session.scalars(select(Trainee)).all()
        copies = {
            each.id: json.dumps(copy_personal_data(session, each.id, now=EVENING), ensure_ascii=False)
            for each in people
        }
        strange = [
            other.name
            for own, said in copies.items()
            for other in people
            if other.id != own and any(it in said for it in (other.name, other.id_number, other.phone))
        ]

    assert len(copies) == CLASS_SIZE
    assert strange == []
    figure("others named in the copies of a class", "0", f"{len(strange)} in {len(copies)} copies")


@pytest.mark.parametrize("kind", RequestKind)
@pytest.mark.parametrize("decision", RequestDecision)
def test_no_request_answer_or_withdrawal_takes_hours_away(database, trainees, kind, decision):
    own = trainees[0]
    before = hours(database, own)
    with database.writing() as session:
        opt_out(session, session.get_one(Trainee, own), asked_by="本人", now=EVENING)
        asked = file_request(session, own, kind, "请办理", now=EVENING)
        answer = Answer(decision.value, "已按规定办理。")
        answer_request(session, find_staff(session, DISTRICT), asked.public_id, answer, now=EVENING)

    assert hours(database, own) == before > 0


def hours(database, trainee_id: int) -> int:
    with database.reading() as session:
        (enrolment,) = enrolments_of(session, trainee_id, MONDAY)
        return progress_of(session, enrolment, EVENING).progress.credited_halves
