"""DingTalk says who signs in: the codes of its app and of its login page, and every way it can go wrong."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from bot.line.sign_in_api import DingTalkSignIn
from bot.sandbox.chats import Person
from bot.sandbox.sign_in import CUSTOMER, OUTSIDER
from tests.bot.conftest import LIMIN, settings_for
from tests.patience import PATIENCE
from training.ports.sign_in import SignInFailed

BACK = "https://chaban.example/desk/dingtalk/back"


@pytest.fixture
def host(organisation, tmp_path, clock) -> DingTalkSignIn:
    settings = settings_for(organisation, tmp_path, DINGTALK_LOGIN_ENDPOINT=organisation.address)
    return DingTalkSignIn(settings, clock)


def code_of_app(organisation, userid: str = LIMIN) -> str:
    """What DingTalk's app gives to a page that this person opens in it."""
    answer = requests.post(f"{organisation.address}/client/codes", json={"userid": userid}, timeout=PATIENCE)
    return str(answer.json()["code"])


def code_of_login(host, userid: str = LIMIN) -> str:
    """What a browser comes back with, in which this person agreed."""
    answer = requests.post(
        host.address(BACK, "the state"), data={"userid": userid}, timeout=PATIENCE, allow_redirects=False
    )
    back = urlsplit(answer.headers["Location"])
    asked = parse_qs(back.query)
    assert f"{back.scheme}://{back.netloc}{back.path}" == BACK
    assert asked["state"] == ["the state"]
    return asked["authCode"][0]


def test_the_app_names_its_person(host, organisation):
    assert host.member_of_client(code_of_app(organisation)) == LIMIN


def test_the_login_page_names_its_person(host):
    assert host.member_of_login(code_of_login(host)) == LIMIN


def test_the_login_page_is_told_who_asks_and_where_to_come_back(host):
    address = urlsplit(host.address(BACK, "s&t"))

    assert address.path == "/oauth2/auth"
    assert parse_qs(address.query) == {
        "redirect_uri": [BACK],
        "response_type": ["code"],
        "client_id": ["ding1"],
        "scope": ["openid"],
        "state": ["s&t"],
        "prompt": ["consent"],
    }


def test_somebody_of_another_organisation_is_no_member(host):
    assert host.member_of_login(code_of_login(host, OUTSIDER)) == ""


def test_a_customer_of_the_organisation_is_no_member(host):
    assert host.member_of_login(code_of_login(host, CUSTOMER)) == ""


@pytest.mark.parametrize("way", ["member_of_client", "member_of_login"])
def test_a_code_is_good_for_one_look_and_an_invented_one_for_none(host, organisation, way):
    codes = [
        code_of_app(organisation) if way == "member_of_client" else code_of_login(host),
        "invented",
    ]
    assert getattr(host, way)(codes[0]) == LIMIN

    for code in codes:
        with pytest.raises(SignInFailed, match="请重新点“用钉钉登录”") as failure:
            getattr(host, way)(code)
        assert code not in str(failure.value)


def test_a_token_that_dingtalk_dropped_is_fetched_anew(host, organisation):
    host.member_of_client(code_of_app(organisation))
    organisation.tokens.clear()

    assert host.member_of_client(code_of_app(organisation)) == LIMIN
    organisation.tokens.clear()
    assert host.member_of_login(code_of_login(host)) == LIMIN


@pytest.mark.parametrize("way", ["member_of_client", "member_of_login"])
@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"DINGTALK_CLIENT_SECRET": "wrong-secret"}, "告诉管理员核对应用的凭证和权限"),
        (
            {
                "DINGTALK_OPENAPI_ENDPOINT": "http://127.0.0.1:9",
                "DINGTALK_OAPI_ENDPOINT": "http://127.0.0.1:9",
            },
            "现在连不上钉钉",
        ),
    ],
    ids=["wrong secret", "nobody there"],
)
def test_every_failure_is_told_in_chinese_with_the_next_step(
    organisation, tmp_path, clock, caplog, way, changed, words
):
    host = DingTalkSignIn(settings_for(organisation, tmp_path, **changed), clock)

    with pytest.raises(SignInFailed, match=words) as failure:
        getattr(host, way)("a-code")

    logged = [each.getMessage() for each in caplog.records if each.name == "chaban.sign_in"]
    assert len(logged) == 1
    assert "自动重试" not in logged[0], "nobody signs in again by himself"
    for secret in ("wrong-secret", "a-code", "127.0.0.1"):
        assert secret not in str(failure.value) + logged[0]


def test_whoever_joined_the_organisation_today_is_named_today(host, organisation, people):
    people.append(Person("new", "新来的"))

    assert host.member_of_client(code_of_app(organisation, "new")) == "new"
