"""Every look of the office at personal data is on record, and nothing else is (PIPL art. 51, 54)."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, SCHOOL, register_staff
from tests.webapp.api.test_staff import class_id, program
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from training.notice.terms import Role
from training.privacy.terms import Door
from training.privacy.views.list_looks import Wanted, list_looks

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def looks(world: World) -> list[tuple[str, Door, str, str]]:
    with world.database.reading() as session:
        found = list_looks(session, Wanted())
        return [(each.who, each.door, each.what, each.subject) for each in found]


def test_a_page_that_shows_people_is_a_look(offices):
    assert staff_client(offices, DISTRICT).get("/checks").status_code == 200

    assert looks(offices) == [(DISTRICT, Door.PAGE, "检查", "/checks")]


def test_what_was_typed_into_a_search_is_not_kept(offices):
    staff_client(offices, CITY).get("/checks?search=13800000001")

    assert looks(offices) == [(CITY, Door.PAGE, "检查", "/checks")]


@pytest.mark.parametrize("path", ["/desk", "/desk/nothing", "/desk/claims/numbers", "/privacy"])
def test_a_page_that_shows_nobody_is_none(offices, path):
    staff_client(offices, CITY).get(path)

    assert looks(offices) == []


def test_what_was_not_found_was_not_seen(offices):
    missing = "/checks/00000000-0000-4000-8000-000000000000"

    assert staff_client(offices, CITY).get(missing).status_code == 404
    assert looks(offices) == []


def test_a_page_that_says_why_an_act_was_refused_shows_people_too(offices):
    client = staff_client(offices, DISTRICT)
    typed = {"class_number": "BT-1", "who": "王芳", "reason": "", "way": "卡"}

    assert staff_client(offices, SCHOOL).post("/desk/alternatives", data=typed).status_code == 422
    assert client.post(f"/desk/alternatives/{NOBODY}", data={"verdict": "approve"}).status_code == 404

    school, district = (SCHOOL, "/desk/alternatives"), (DISTRICT, f"/desk/alternatives/{NOBODY}")
    assert [(who, subject) for who, _, _, subject in looks(offices)] == [district, school]


def test_whoever_is_led_on_or_reads_an_error_page_has_seen_nobody(offices):
    client = staff_client(offices, DISTRICT)

    assert staff_client(offices, SCHOOL).post("/desk/alternatives", data={"way": "?"}).status_code == 400
    assert client.post("/desk/devices/leave-others").status_code == 303
    assert client.get(f"/desk/corrections/{NOBODY}").status_code == 404

    assert looks(offices) == []


def test_a_trainee_who_reads_the_own_hours_is_none(offices):
    assert offices.signed_in().get("/").status_code == 200

    assert looks(offices) == []


def test_a_program_of_staff_looks_too(offices):
    path = f"/api/v1/classes/{class_id(offices.database, 'BT-1')}/hours"

    assert program(offices, Role.CITY).get(path).status_code == 200

    ((_, door, what, subject),) = looks(offices)
    assert (door, what, subject) == (Door.API, "名册和学时", path)


def test_a_program_that_reads_claims_is_told_from_one_that_reads_hours(offices):
    assert program(offices, Role.CITY).get("/api/v1/claims").status_code == 200

    ((_, _, what, _),) = looks(offices)
    assert what == "申领"


def test_the_record_is_for_the_city_and_the_auditors_and_reading_it_is_a_look(offices):
    staff_client(offices, DISTRICT).get("/checks")

    page = staff_client(offices, AUDITOR).get("/desk/looks").get_data(as_text=True)

    assert DISTRICT in page
    assert "页面：/checks" in page
    assert staff_client(offices, DISTRICT).get("/desk/looks").status_code == 404
    assert looks(offices)[0] == (AUDITOR, Door.PAGE, "查阅记录", "/desk/looks")


def test_of_one_person_alone(offices):
    staff_client(offices, DISTRICT).get("/checks")
    staff_client(offices, CITY).get("/checks")

    page = staff_client(offices, AUDITOR).get(f"/desk/looks?who={CITY}").get_data(as_text=True)

    assert page.count("页面：/checks") == 1
