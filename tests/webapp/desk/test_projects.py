"""R48: a project is registered at the desk, and a second hand confirms it."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.training.projects.test_projects import SAID
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def test_a_district_registers_a_project_and_the_city_confirms_it(offices):
    district, city = staff_client(offices, DISTRICT), staff_client(offices, CITY)
    said = SAID | {"implementer": SAID["payee"]}

    unread = district.post("/desk/projects/new", data=said | {"people": "0"})
    made = district.post("/desk/projects/new", data=said)
    address = made.headers["Location"]
    own_hand = district.post(f"{address}/confirm")
    work = city.get("/desk/work").text
    confirmed = city.post(f"{address}/confirm")

    assert (unread.status_code, made.status_code, confirmed.status_code) == (422, 303, 303)
    assert "人数" in unread.text
    assert own_hand.status_code in (403, 409)
    assert "项目 XM-1 待确认" in work
    assert "有效" in city.get(address).text
    assert "稀土材料加工" in staff_client(offices, AUDITOR).get("/desk/projects").text


def test_whoever_may_not_see_a_project_does_not_find_it(offices):
    made = staff_client(offices, DISTRICT).post(
        "/desk/projects/new", data=SAID | {"implementer": SAID["payee"]}
    )
    address = made.headers["Location"]

    answers = [staff_client(offices, who).get(address).status_code for who in (OTHER_DISTRICT, SCHOOL)]

    assert answers == [404, 404]
