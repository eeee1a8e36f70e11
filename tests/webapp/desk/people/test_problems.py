"""/desk/problems: what trainees told, what is to be done first, and what was done about it."""

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, at
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, enrol, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import hidden_fields
from training.people.acts.report_problem import SUBJECTS, report_problem
from training.privacy.views.list_looks import Wanted, list_looks
from training.records.classes.trainees import Enrolment
from training.records.people.personal_data import ProblemHandling


@pytest.fixture
def page(world: World) -> str:
    """学员1 of 昆都仑区 tells of a wrong number."""
    world.now = at(MONDAY, "09:00")
    with world.database.writing() as session:
        register_staff(session)
        enrol(session, "BT-9", 1)
        own = session.scalars(select(Enrolment).order_by(Enrolment.id.desc())).first()
        told = report_problem(session, own.trainee_id, SUBJECTS[0], "手机号不对", now=world.now)
        return f"/desk/problems/{told.public_id}"


def test_what_is_told_is_listed_opened_and_done_with(world, page):
    client = staff_client(world, DISTRICT)
    assert "手机号不对" in client.get("/desk/problems").text
    form = hidden_fields(client, page, f"{page}/handle")

    answer = client.post(f"{page}/handle", data=form | {"note": "已改手机号"})

    assert (answer.status_code, answer.location) == (303, "/desk/problems")
    assert "没有待办的学员反映。" in client.get("/desk/problems").text
    assert "已办结" in client.get("/desk/problems?view=all").text
    assert "已改手机号" in client.get(page).text
    assert "/handle" not in client.get(page).text


def test_the_same_form_twice_is_one_act_and_one_without_words_is_shown_again(world, page):
    client = staff_client(world, DISTRICT)
    form = hidden_fields(client, page, f"{page}/handle")
    empty = client.post(f"{page}/handle", data=form | {"note": " "})

    for _ in range(2):
        client.post(f"{page}/handle", data=form | {"note": "已改"})

    assert empty.status_code == 422
    assert "办结要写明原因。" in empty.text
    with world.database.reading() as session:
        assert len(session.scalars(select(ProblemHandling)).all()) == 1


@pytest.mark.parametrize(("who", "status"), [(CITY, 200), (OTHER_DISTRICT, 404), (SCHOOL, 404)])
def test_nobody_elses_office_finds_it(who, status, world, page):
    assert staff_client(world, who).get(page).status_code == status


def test_whoever_looks_is_noted(world, page):
    staff_client(world, DISTRICT).get(page)

    with world.database.reading() as session:
        assert page in [each.subject for each in list_looks(session, Wanted(), 9)]
