"""R48 to R50: projects at the desk: two hands confirm them, classes are chosen; the city keeps lists."""

import re

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.training.projects.test_projects import SAID, agreed
from tests.webapp.checks.inspecting import main_of, staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import read
from tests.webapp.filling import hidden_fields
from training.classes.views.find_class import find_class
from training.notice.terms import ClassKind
from training.projects.acts.move_project import move_project
from training.projects.acts.register_project import register_project
from training.projects.terms import ProjectMove
from training.staff.views.find_staff import find_staff


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


def press(world: World, who: str, page: str, action: str, **typed: str):
    client = staff_client(world, who)
    return client.post(action, data=hidden_fields(client, page, action) | typed)


def test_a_district_chooses_the_project_of_a_class_at_its_page(offices):
    with offices.database.writing() as session:
        find_class(session, "BT-1").kind = ClassKind.PROJECT
        key = find_class(session, "BT-1").public_id
        staff = find_staff(session, DISTRICT)
        own = register_project(session, staff, agreed(), SAID["payee"], now=offices.now).public_id
        city = find_staff(session, CITY)
        move_project(session, city, own, ProjectMove.CONFIRM, "", now=offices.now)
    of_class = f"/desk/classes/{key}"
    page = f"{of_class}/project"

    assert f'href="{page}"' in read(offices, DISTRICT, of_class)
    assert 'name="project"' not in read(offices, CITY, page)
    assert "没有项目" in main_of(read(offices, AUDITOR, page))
    said = {"project": str(own), "reason": "备案时漏填"}
    assert press(offices, DISTRICT, page, page, **said).status_code == 303

    assert "备案时漏填" in main_of(read(offices, CITY, page))
    assert "BT-1" in main_of(read(offices, CITY, f"/desk/projects/{own}"))
    assert staff_client(offices, DISTRICT).post(page, data=said).status_code == 409
    for who in (OTHER_DISTRICT, SCHOOL):
        assert staff_client(offices, who).get(page).status_code == 404


def test_the_city_adds_renames_and_takes_off_an_industry_and_the_others_look(offices):
    page = "/desk/projects/choices"
    assert press(offices, CITY, page, f"{page}/industry", name="稀土").status_code == 422
    assert press(offices, CITY, page, f"{page}/industry", name="氢能").status_code == 303
    one = re.search(rf'href="({page}/\d+)">氢能', read(offices, CITY, page))
    assert one

    assert press(offices, CITY, one[1], f"{one[1]}/name", name="氢能和储能").status_code == 303
    two = re.search(rf'href="({page}/\d+)">氢能和储能', read(offices, CITY, page))
    assert two
    assert press(offices, CITY, two[1], f"{two[1]}/off", reason="暂不支持").status_code == 303

    assert "暂不支持" in main_of(read(offices, DISTRICT, two[1]))
    assert "<form" not in main_of(read(offices, DISTRICT, page))
    assert "氢能" not in main_of(read(offices, DISTRICT, "/desk/projects/new"))
    answers = [staff_client(offices, who).post(f"{page}/industry").status_code for who in (DISTRICT, AUDITOR)]
    assert answers == [404, 404]
    assert staff_client(offices, CITY).get(f"{page}/99999").status_code == 404


def test_projects_are_listed_by_their_industry(offices):
    with offices.database.writing() as session:
        staff = find_staff(session, DISTRICT)
        for number, industry in (("XM-1", "稀土"), ("XM-2", "")):
            register_project(
                session, staff, agreed(number=number, industry=industry), SAID["payee"], now=offices.now
            )

    every, rare = (main_of(read(offices, CITY, f"/desk/projects{each}")) for each in ("", "?industry=稀土"))

    assert "不属重点产业" in every
    assert all(each in every for each in ("XM-1", "XM-2"))
    assert "XM-1" in rare
    assert "XM-2" not in rare
