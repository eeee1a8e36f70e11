"""工作人员 at the desk: who finds the pages, what they show, and that a way in is shown once."""

import re

import pytest
from sqlalchemy import select

from tests.training.checks.checking import (
    AUDITOR,
    CITY,
    COLLEAGUE,
    DISTRICT,
    OTHER_DISTRICT,
    SCHOOL,
    register_staff,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.classes.views.find_class import find_district
from training.notice.permissions import Permission
from training.records.staff.staff import StaffLink
from training.staff.views.find_staff import find_staff

LINK = re.compile(r"/desk/enter/([\w-]{20,})")
EVERYBODY = (CITY, DISTRICT, SCHOOL, AUDITOR)
NAMES = (*EVERYBODY, COLLEAGUE, OTHER_DISTRICT)
FORMS = ("/post", "/leave")


@pytest.fixture
def offices(world: World) -> World:
    """昆区 looks after the school."""
    with world.database.writing() as session:
        register_staff(session)
        own = find_staff(session, SCHOOL).institution
        assert own is not None
        own.district = find_district(session, "昆都仑区")
    return world


def address_of(world: World, name: str) -> str:
    with world.database.reading() as session:
        return f"/desk/staff/{find_staff(session, name).public_id}"


def statuses(world: World, path: str) -> list[int]:
    return [staff_client(world, who).get(path).status_code for who in EVERYBODY]


def test_everybody_finds_the_list_and_the_table_of_permissions(offices):
    assert statuses(offices, "/desk/staff") == [200, 200, 200, 200]
    assert statuses(offices, "/desk/staff/list.csv") == [200, 200, 200, 200]
    assert statuses(offices, "/desk/permissions") == [200, 200, 200, 200]


def test_only_city_and_district_find_the_form_of_somebody_new(offices):
    assert statuses(offices, "/desk/staff/new") == [200, 200, 404, 404]


@pytest.mark.parametrize("form", FORMS)
def test_the_forms_about_somebody_are_found_by_whoever_looks_after_that_person(offices, form):
    assert statuses(offices, address_of(offices, SCHOOL) + form) == [200, 200, 404, 404]
    assert statuses(offices, address_of(offices, OTHER_DISTRICT) + form) == [200, 404, 404, 404]
    assert statuses(offices, address_of(offices, CITY) + form) == [404, 404, 404, 404]


def test_a_list_has_the_people_of_ones_own_place(offices):
    text = staff_client(offices, DISTRICT).get("/desk/staff").text

    assert f">{SCHOOL}<" in text
    assert f">{OTHER_DISTRICT}<" not in text


def test_the_list_is_asked_by_name_role_and_state(offices):
    client = staff_client(offices, CITY)
    seen = {
        path: [each for each in NAMES if f">{each}</a></td>" in client.get(path).text]
        for path in (
            "/desk/staff?q=qs",
            "/desk/staff?role=auditor",
            "/desk/staff?view=never&role=city",
            "/desk/staff?view=left",
        )
    }

    assert list(seen.values()) == [[OTHER_DISTRICT], [AUDITOR], [COLLEAGUE], []]


def test_somebody_is_registered_and_given_a_link_that_is_shown_once(offices):
    client = staff_client(offices, DISTRICT)
    answer = fill_in(
        client,
        "/desk/staff/new",
        "/desk/staff/new",
        name="新同事",
        role="institution",
        institution="第一培训",
    )
    page = answer.location

    form = hidden_fields(client, page, f"{page}/link")
    shown, again = (client.post(f"{page}/link", data=form) for _ in range(2))

    (token,) = LINK.findall(shown.text)
    assert shown.headers["Cache-Control"] == "no-store"
    assert LINK.findall(again.text) == LINK.findall(client.get(page).text) == []
    assert "已经显示过" in again.text
    assert offices.client().post(f"/desk/enter/{token}").location == "/desk"


def test_the_same_form_twice_registers_once(offices):
    client = staff_client(offices, CITY)
    form = hidden_fields(client, "/desk/staff/new", "/desk/staff/new") | {"name": "新同事", "role": "city"}
    first, second = (client.post("/desk/staff/new", data=form) for _ in range(2))

    assert (first.status_code, second.status_code) == (303, 303)
    assert second.location == "/desk/staff?sort=-newest"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": CITY, "role": "city"}, "已登记"),
        ({"name": "某人", "role": "district"}, "要选好单位"),
        ({"name": "某人", "role": "institution", "institution": "没有的"}, "没有找到培训机构"),
        ({"name": "某人", "role": "king"}, "没有找到这个角色"),
        ({"name": "某人"}, "没有找到这个角色"),
    ],
)
def test_what_contradicts_itself_is_refused_with_what_was_typed(offices, typed, why):
    answer = fill_in(staff_client(offices, CITY), "/desk/staff/new", "/desk/staff/new", **typed)

    assert answer.status_code in (400, 404, 409, 422)
    assert why in answer.text
    assert f'value="{typed["name"]}"' in answer.text


def test_a_district_registers_whom_it_types_for_its_own_place(offices):
    typed = {"name": "新同事", "role": "district", "district": "青山区"}
    fill_in(staff_client(offices, DISTRICT), "/desk/staff/new", "/desk/staff/new", **typed)

    with offices.database.reading() as session:
        assert find_staff(session, "新同事").district.name == "昆都仑区"


def test_role_account_leaving_and_coming_back_are_one_form_each(offices):
    client, page = staff_client(offices, CITY), address_of(offices, DISTRICT)
    for form, action, typed in (
        ("", "/chat", {"chat_id": "kunqu"}),
        ("/post", "/post", {"role": "district", "district": "青山区", "note": "借调"}),
        ("/leave", "/leave", {"note": "退休"}),
        ("", "/return", {}),
    ):
        assert fill_in(client, page + form, page + action, **typed).status_code == 303

    text = client.get(page).text
    assert [each in text for each in ("借调", "退休", "kunqu", "恢复", "青山区")] == [True] * 5


def test_a_form_that_lay_open_while_somebody_else_changed_the_person_is_not_taken_in(offices):
    client, page = staff_client(offices, CITY), address_of(offices, DISTRICT)
    form = hidden_fields(client, f"{page}/leave", f"{page}/leave")
    fill_in(staff_client(offices, COLLEAGUE), page, f"{page}/chat", chat_id="kunqu")

    answer = client.post(f"{page}/leave", data=form)

    assert answer.status_code == 409
    assert "刚被别人改过" in answer.text
    with offices.database.reading() as session:
        assert find_staff(session, DISTRICT).left_at is None


def test_without_its_page_nothing_is_taken_in(offices):
    client, page = staff_client(offices, CITY), address_of(offices, DISTRICT)

    assert client.post(f"{page}/leave", data={}).status_code == 409
    assert client.post(f"{page}/link", data={}).status_code == 409
    with offices.database.reading() as session:
        own = find_staff(session, DISTRICT)
        assert session.scalars(select(StaffLink).where(StaffLink.staff_id == own.id)).all() == []
        assert find_staff(session, DISTRICT).left_at is None


def test_ones_own_page_says_who_else_looks_after_it(offices):
    text = staff_client(offices, CITY).get(address_of(offices, CITY)).text

    assert "请另一位管理员来办" in text
    assert "/link" not in text


def test_every_permission_stands_in_the_table_once(offices):
    text = staff_client(offices, AUDITOR).get("/desk/permissions").text

    assert [each.value for each in Permission if text.count(f">{each.value}</th>") != 1] == []
