"""Staff sign in with DingTalk: bound to the browser, once, to pages of ours, or why not."""

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.webapp.conftest import PHONE, World
from training.classes.views.find_class import find_district
from training.notice.terms import Role
from training.ports.sign_in import SignInFailed
from training.records.staff.chat_sign_in import ChatSignIn
from training.records.staff.staff import StaffSession
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.rules.staff_sign_in import MOST_OF_ADDRESS
from webapp.app import create_app
from webapp.desk.staff.routes.dingtalk import WAY
from webapp.web.house import KEY
from webapp.web.staff_auth import STAFF_TOKEN, WANTED

PEOPLE = {"code-of-kunqu": "kunqu", "code-of-somebody": "somebody", "code-of-outsider": ""}
BY_HAND = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
IN_DINGTALK = {"User-Agent": "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/69 DingTalk/7.0.45"}
SIGNED_IN = 303


class DingTalkThatKnows:
    """Stands where the network begins: these codes are good, every other one is not."""

    organisation = "ding-corp"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def address(self, back: str, state: str) -> str:
        return f"https://login.example/?back={back}&state={state}"

    def member_of_login(self, code: str) -> str:
        return self._member(code)

    def member_of_client(self, code: str) -> str:
        return self._member(code)

    def _member(self, code: str) -> str:
        self.asked.append(code)
        if code not in PEOPLE:
            raise SignInFailed("钉钉没有认出这次登录，请重新点“用钉钉登录”。")
        return PEOPLE[code]


@pytest.fixture
def dingtalk(world: World) -> DingTalkThatKnows:
    """昆区 of 昆都仑区 is registered as kunqu."""
    with world.database.writing() as session:
        district = find_district(session, "昆都仑区")
        staff = add_staff(session, "昆区", Role.DISTRICT, district, None, now=world.now)
        know_in_chat(session, staff, "kunqu")
    host = DingTalkThatKnows()
    house = world.app.extensions[KEY]
    world.app.extensions[KEY] = replace(house, dingtalk=host)
    return host


@pytest.fixture
def client(world: World, dingtalk: DingTalkThatKnows) -> FlaskClient:
    return world.client()


def leave(client: FlaskClient) -> str:
    """Press the button; gives the state that this browser left with."""
    answer = client.get("/desk/dingtalk")
    assert answer.status_code == 303
    return parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]


def come_back(client: FlaskClient, state: str, code: str = "code-of-kunqu"):
    return client.get("/desk/dingtalk/back", query_string={"authCode": code, "state": state})


def words(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def count(world: World, record: type) -> int:
    with world.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def test_the_journey_through_the_login_page_to_the_desk_and_out_again(client):
    entered = come_back(client, leave(client))

    assert (entered.status_code, entered.headers["Location"]) == (SIGNED_IN, "/desk")
    assert "昆区 昆都仑区" in words(client.get("/desk"))
    client.post("/desk/leave")
    assert client.get("/desk").headers["Location"] == "/desk/enter"


def test_the_app_brings_a_code_and_its_person_is_inside(client):
    entered = client.post("/desk/dingtalk/code", data={"code": "code-of-kunqu"})

    assert (entered.status_code, entered.headers["Location"]) == (SIGNED_IN, "/desk")
    assert client.get("/desk").status_code == 200


@pytest.mark.parametrize("way", ["login page", "app"])
def test_whoever_wanted_a_page_comes_to_that_page(client, way):
    assert client.get("/checks?all=1", headers=BY_HAND).headers["Location"] == "/desk/enter"

    if way == "app":
        entered = client.post("/desk/dingtalk/code", data={"code": "code-of-kunqu"})
    else:
        entered = come_back(client, leave(client))

    assert entered.headers["Location"] == "/checks?all=1"


@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}, {"Accept": "image/webp,*/*;q=0.8"}])
def test_what_a_page_asks_for_by_itself_is_nothing_that_somebody_wanted(client, headers):
    client.get("/checks", headers=headers)

    assert come_back(client, leave(client)).headers["Location"] == "/desk"


def test_a_form_that_came_too_late_leads_to_the_desk(client):
    client.post("/desk/corrections/00000000-0000-4000-8000-000000000000", headers=BY_HAND)

    assert come_back(client, leave(client)).headers["Location"] == "/desk"


def test_an_address_that_is_too_long_for_a_cookie_is_not_remembered(client):
    client.get(f"/desk?{'a' * 5000}", headers={"Accept": "text/html"})

    with client.session_transaction() as session:
        assert session[WANTED] == "/desk"


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_no_way_leads_to_another_site(client, wanted):
    with client.session_transaction() as session:
        session[WANTED] = wanted

    assert come_back(client, leave(client)).headers["Location"] == "/desk"


def test_the_way_back_is_of_no_use_to_another_browser(world, client):
    state = leave(client)

    for stranger in (world.client(), world.client()):
        leave(stranger)
        answer = come_back(stranger, state)
        assert answer.status_code == 410
        assert "请重新点登录。" in words(answer)
        assert stranger.get("/desk").status_code == 303


@pytest.mark.parametrize("state", ["", "invented", "编的"])
def test_an_invented_state_is_refused_before_dingtalk_is_asked(client, dingtalk, state):
    leave(client)

    assert come_back(client, state).status_code == 410
    assert dingtalk.asked == []


def test_a_way_is_gone_once_and_not_again(world, client):
    state = leave(client)
    with client.session_transaction() as session:
        way = session[WAY]
    come_back(client, state)

    assert come_back(client, state).status_code == 410
    # Not even with the cookie as it was.
    with client.session_transaction() as session:
        session[WAY] = way
    assert come_back(client, state).status_code == 410
    assert count(world, StaffSession) == 1


@pytest.mark.parametrize(("minutes", "status"), [(9, SIGNED_IN), (10, 410), (11, 410)])
def test_a_way_is_good_for_ten_minutes(world, client, minutes, status):
    state = leave(client)

    world.pass_by(minutes=minutes)

    assert come_back(client, state).status_code == status


def test_a_code_of_the_app_is_tried_once(world, client):
    client.post("/desk/dingtalk/code", data={"code": "code-of-kunqu"})

    again = world.client().post("/desk/dingtalk/code", data={"code": "code-of-kunqu"})

    assert again.status_code == 410
    assert count(world, StaffSession) == 1


@pytest.mark.parametrize("code", ["", "x" * 513])
def test_whoever_declines_or_brings_no_code_is_told_to_try_again(client, dingtalk, code):
    answers = [
        come_back(client, leave(client), code),
        client.post("/desk/dingtalk/code", data={"code": code}),
    ]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert dingtalk.asked == []


def test_somebody_unknown_is_told_how_to_be_registered_and_nothing_else(client):
    answer = come_back(client, leave(client), "code-of-somebody")

    assert answer.status_code == 403
    assert "发给管理员，登记后再登录：somebody" in words(answer)
    assert "昆区" not in words(answer)
    assert client.get("/desk").status_code == 303


def test_somebody_of_another_organisation_is_told_so(client):
    answer = come_back(client, leave(client), "code-of-outsider")

    assert answer.status_code == 403
    assert "只有本组织的成员能登录" in words(answer)


def test_a_failure_of_dingtalk_is_told_with_the_other_way_in(client):
    answer = client.post("/desk/dingtalk/code", data={"code": "unknown"})

    assert answer.status_code == 502
    page = words(answer)
    assert "钉钉没有认出这次登录" in page
    assert "一次性链接" in page
    assert "unknown" not in page


def test_what_failed_does_not_forget_where_somebody_wanted_to_go(client):
    client.get("/checks", headers=BY_HAND)
    come_back(client, leave(client), "unknown")

    assert come_back(client, leave(client)).headers["Location"] == "/checks"


def test_a_network_that_tries_without_end_is_stopped_and_asks_dingtalk_no_more(world, client, dingtalk):
    for number in range(MOST_OF_ADDRESS):
        client.post("/desk/dingtalk/code", data={"code": f"guess {number}"})

    answer = client.post("/desk/dingtalk/code", data={"code": "code-of-kunqu"})

    # A network's hour begins with its oldest attempt, so nobody who waits for a whole one comes too early.
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3601")
    assert "一小时后再试" in words(answer)
    assert len(dingtalk.asked) == count(world, ChatSignIn) == MOST_OF_ADDRESS


def test_a_session_planted_before_signing_in_does_not_survive_it(client):
    with client.session_transaction() as session:
        session["planted"] = "by somebody"

    come_back(client, leave(client))

    with client.session_transaction() as session:
        assert set(session) == {STAFF_TOKEN}
        assert len(session[STAFF_TOKEN]) >= 43


def test_a_code_without_the_token_of_its_form_is_refused(world, client):
    world.app.config["WTF_CSRF_ENABLED"] = True

    assert client.post("/desk/dingtalk/code", data={"code": "code-of-kunqu"}).status_code == 400
    assert count(world, StaffSession) == 0


def test_the_way_back_holds_a_code_that_no_page_and_no_cache_is_told(client):
    answer = come_back(client, leave(client), "unknown")

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_script_of_dingtalk_comes_only_inside_dingtalk_and_only_from_us(client):
    outside = client.get("/desk/enter").get_data(as_text=True)
    inside = client.get("/desk/enter", headers=IN_DINGTALK)

    assert "dingtalk-jsapi" not in outside
    scripts = re.findall(r'<script src="([^"]+)"', inside.get_data(as_text=True))
    assert [each.partition("?")[0] for each in scripts[1:]] == [
        "/static/vendor/dingtalk-jsapi-2.15.6.js",
        "/static/dingtalk.js",
    ]
    assert "script-src 'self';" in inside.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("address", "at_once"),
    [("/desk/enter", True), ("/desk/enter?left=1", False), ("/desk/dingtalk/back", False)],
)
def test_whoever_left_or_failed_is_not_signed_in_again_at_once(client, address, at_once):
    page = client.get(address, headers=IN_DINGTALK).get_data(as_text=True)

    assert 'data-corp="ding-corp"' in page
    assert ("data-at-once" in page) is at_once


def test_without_dingtalk_there_is_no_button_and_no_way(world):
    client = world.client()

    page = client.get("/desk/enter", headers=IN_DINGTALK).get_data(as_text=True)

    assert "用钉钉登录" not in page
    assert "dingtalk" not in page
    assert client.get("/desk/dingtalk").status_code == 404
    assert client.get("/desk/dingtalk/back").status_code == 404
    assert client.post("/desk/dingtalk/code").status_code == 404


def test_the_app_offers_dingtalk_where_its_secrets_are_set(world):
    settings = world.app.extensions[KEY].settings
    own = replace(settings.dingtalk, client_id="ding1", client_secret="secret")
    with_secrets = replace(settings, dingtalk=own)

    assert create_app(settings).extensions[KEY].dingtalk is None
    host = create_app(with_secrets).extensions[KEY].dingtalk
    assert host.address("https://chaban.example/back", "s").startswith(
        "https://login.dingtalk.com/oauth2/auth?"
    )


def test_a_trainee_of_this_browser_is_signed_out_by_the_sign_in_of_staff(world, dingtalk):
    client = world.signed_in(PHONE)

    come_back(client, leave(client))

    assert client.get("/").headers["Location"] == "/sign-in"
