"""Members of staff see where they are signed in, and sign out what they do not know."""

import re

import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import World
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff

DESK = "Mozilla/5.0 (Windows NT 10.0) Chrome/120.0 Edg/120.0"
CHAT = "Mozilla/5.0 (Linux; Android 13) Chrome/116.0 AliApp(DingTalk/7.5)"


@pytest.fixture
def staffed(world: World) -> World:
    with world.database.writing() as session:
        for name in ("市级", "另一位"):
            add_staff(session, name, Role.CITY, None, None, now=world.now)
    return world


def enter(world: World, agent: str, name: str = "市级") -> FlaskClient:
    token = f"link-of-{name}-{agent[-12:-1]}".replace("/", "-")
    with world.database.writing() as session:
        make_link(session, find_staff(session, name), "/desk", token=token, now=world.now)
    client = world.client()
    client.environ_base["HTTP_USER_AGENT"] = agent
    assert client.post(f"/desk/enter/{token}").status_code == 303
    world.pass_by(minutes=2)
    return client


def keys(client: FlaskClient) -> list[str]:
    page = client.get("/desk/devices").get_data(as_text=True)
    return re.findall(r'name="device" value="([0-9a-f]{16})"', page)


def is_in(client: FlaskClient) -> bool:
    return client.get("/desk").status_code == 200


def test_the_desk_leads_to_the_list_of_ones_own_sessions(staffed):
    enter(staffed, CHAT)
    desk = enter(staffed, DESK)

    assert "/desk/devices" in desk.get("/desk").get_data(as_text=True)
    page = desk.get("/desk/devices").get_data(as_text=True)
    assert page.index("Windows 电脑 Edge 浏览器") < page.index("安卓手机 钉钉")
    assert "2 小时不用会自动退出" in page


def test_another_session_of_ones_own_is_ended_and_nobody_elses(staffed):
    chat, somebody, desk = enter(staffed, CHAT), enter(staffed, CHAT, "另一位"), enter(staffed, DESK)

    for key in keys(somebody):
        assert desk.post("/desk/devices/leave", data={"device": key}).status_code == 404
    desk.post("/desk/devices/leave", data={"device": keys(desk)[1]})

    assert (is_in(chat), is_in(somebody), is_in(desk)) == (False, True, True)


def test_all_others_are_ended_at_once(staffed):
    chat, somebody, desk = enter(staffed, CHAT), enter(staffed, CHAT, "另一位"), enter(staffed, DESK)

    desk.post("/desk/devices/leave-others")

    assert (is_in(chat), is_in(somebody), is_in(desk)) == (False, True, True)
    assert len(keys(desk)) == 1


@pytest.mark.parametrize("way", ["", "/leave", "/leave-others"])
def test_who_is_not_signed_in_is_sent_to_the_entrance(staffed, way):
    client = staffed.client()

    answer = client.post(f"/desk/devices{way}") if way else client.get("/desk/devices")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/enter")
