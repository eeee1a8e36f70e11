"""A trainee sees where one is signed in, and signs out what is lost."""

import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.webapp.conftest import PHONE, World
from tests.webapp.filling import read_notice
from training.people.rules.login_codes import SIGN_IN_IDLE
from training.records.people.sign_in import SignIn, SignOut

WECHAT = "Mozilla/5.0 (Linux; Android 13) Chrome/116.0 MicroMessenger/8.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Safari/604.1"


def enter(world: World, agent: str, phone: str = PHONE) -> FlaskClient:
    """By a code, as people do."""
    client = world.client()
    client.environ_base["HTTP_USER_AGENT"] = agent
    client.post("/sign-in", data={"phone": phone})
    client.post("/sign-in/code", data={"code": world.code_of_last_message()})
    read_notice(client)
    world.pass_by(minutes=2)
    return client


def page(client: FlaskClient) -> str:
    return client.get("/me").get_data(as_text=True)


def keys(client: FlaskClient) -> list[str]:
    return re.findall(r'name="device" value="([0-9a-f]{16})"', page(client))


def is_in(client: FlaskClient) -> bool:
    return client.get("/me").status_code == 200


def test_everywhere_one_is_signed_in_stands_in_the_list_with_when(world):
    enter(world, WECHAT)
    phone = enter(world, IPHONE)

    said = page(phone)

    assert said.index("苹果手机") < said.index("安卓手机 微信")
    assert "（这台）" in said
    assert "03月03日 10:00 登录，最近使用 03月03日 10:00" in said
    assert "3 天不用会自动退出" in said


def test_a_lost_phone_is_signed_out_from_another(world):
    lost, phone = enter(world, WECHAT), enter(world, IPHONE)
    own, other = keys(phone)

    answer = phone.post("/me/devices/leave", data={"device": other})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/me?done=device")
    assert "已让那台设备退出" in phone.get("/me?done=device").get_data(as_text=True)
    assert (is_in(lost), is_in(phone), keys(phone)) == (False, True, [own])


def test_signing_out_this_one_ends_it(world):
    phone = enter(world, IPHONE)
    (own,) = keys(phone)

    phone.post("/me/devices/leave", data={"device": own})

    assert not is_in(phone)


def test_all_others_are_signed_out_at_once_and_other_people_are_not(world):
    others, somebody = [enter(world, WECHAT) for _ in range(2)], enter(world, WECHAT, "13800000002")
    phone = enter(world, IPHONE)

    phone.post("/me/devices/leave-others")
    phone.post("/me/devices/leave-others")

    assert [is_in(each) for each in others] == [False, False]
    assert is_in(somebody)
    assert is_in(phone)
    assert "退出其他所有" not in page(phone)


@pytest.mark.parametrize("key", ["", "0" * 16, "%00"])
def test_what_is_not_ones_own_is_not_found(world, key):
    other, phone = enter(world, WECHAT, "13800000002"), enter(world, IPHONE)

    for each in (key, *keys(other)):
        assert phone.post("/me/devices/leave", data={"device": each}).status_code == 404
    assert is_in(other)


@pytest.mark.parametrize("way", ["leave", "leave-others"])
def test_who_is_not_signed_in_ends_nothing(world, way):
    enter(world, WECHAT)

    assert world.client().post(f"/me/devices/{way}").status_code == 303
    with world.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(SignOut)) == 0


def test_a_phone_that_is_used_stays_signed_in_and_one_that_lies_about_does_not(world):
    used, idle = enter(world, IPHONE), enter(world, WECHAT)

    for _ in range(2):
        world.pass_by(days=2)
        assert is_in(used)

    assert not is_in(idle)
    assert len(keys(used)) == 1


def test_its_use_costs_one_small_write_an_hour(world):
    phone = enter(world, IPHONE)

    def seen() -> object:
        with world.database.reading() as session:
            return session.scalar(select(func.max(SignIn.seen_at)))

    moments = []
    for _ in range(7):
        world.pass_by(minutes=25)
        phone.get("/")
        moments.append(seen())

    # The one of the sign-in, and one for each of the two hours that passed.
    assert len(set(moments)) == 3


def test_a_program_with_a_trainees_token_is_used_too(world):
    headers = {"Authorization": f"Bearer {world.token()}"}

    for _ in range(3):
        world.pass_by(days=2)
        assert world.client().get("/api/v1/me/progress", headers=headers).status_code == 200
    world.now += SIGN_IN_IDLE + timedelta(hours=1)

    assert world.client().get("/api/v1/me/progress", headers=headers).status_code == 401
