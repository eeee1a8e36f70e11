"""Who came in, who did not, whom a door refused: in the security log, no trainee by name (等保 2.0)."""

import logging
import re

import pytest
from sqlalchemy import select

from tests.training.checks.checking import CITY, SCHOOL, register_staff
from tests.webapp.api.test_staff import program
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import PHONE, World
from tests.webapp.filling import fill_in
from training.notice.terms import Role
from training.ports.security import log
from training.records.people.sign_in import SignIn
from training.records.staff.staff import StaffSession
from training.staff.acts.make_link import make_link
from training.staff.views.find_staff import find_staff

NOBODY = "00000000-0000-4000-8000-000000000000"


class Collector(logging.Handler):
    def __init__(self):
        super().__init__()
        self.events = []

    def emit(self, record):
        self.events.append((record.getMessage(), record.facts))


@pytest.fixture
def told():
    """The events of the test, each with its facts; whatever else listens keeps listening."""
    collector, level = Collector(), log.level
    log.addHandler(collector)
    log.setLevel(logging.INFO)
    yield lambda: collector.events
    log.removeHandler(collector)
    log.setLevel(level)


def test_a_wrong_code_is_told_and_a_right_one_too(world: World, told):
    client = world.client()
    client.post("/sign-in", data={"phone": PHONE})
    right = world.code_of_last_message()
    wrong = f"{(int(right) + 1) % 1_000_000:06}"

    client.post("/sign-in/code", data={"code": wrong})
    client.post("/sign-in/code", data={"code": right})

    assert [(event, facts["door"]) for event, facts in told()] == [
        ("sign_in_failed", "学员验证码"),
        ("signed_in", "学员验证码"),
    ]
    with world.database.reading() as session:
        (own,) = session.scalars(select(SignIn.digest))
        assert told()[1][1]["session"] == own.hex()[:16]
    assert PHONE not in str(told())
    assert right not in str(told())


@pytest.mark.parametrize("path", ["/sign-in/code", "/sign-in/person"])
def test_a_step_that_only_leads_on_is_no_sign_in(world: World, told, path):
    assert world.client().post(path, data={"code": "123456", "person": "x"}).status_code == 303

    assert told() == []


def test_a_family_s_phone_is_signed_in_once_somebody_is_chosen(world: World, told):
    client = world.client()
    client.post("/sign-in", data={"phone": "13800000003"})
    client.post("/sign-in/code", data={"code": world.code_of_last_message()})
    assert told() == []

    person = re.search(r'value="([0-9a-f-]{36})"', client.get("/sign-in/person").text).group(1)
    client.post("/sign-in/person", data={"person": person})

    assert [(event, facts["door"]) for event, facts in told()] == [("signed_in", "学员选人")]


def test_a_member_of_staff_who_enters_is_told_by_the_session(world: World, told):
    with world.database.writing() as session:
        register_staff(session)
        make_link(session, find_staff(session, CITY), "/desk", token="once", now=world.now)

    assert world.client().post("/desk/enter/once").status_code == 303

    ((event, facts),) = told()
    with world.database.reading() as session:
        (own,) = session.scalars(select(StaffSession.digest))
    assert (event, facts["door"], facts["session"]) == ("signed_in", "工作人员链接", own.hex()[:16])


def test_a_program_that_signs_in_is_told(world: World, told):
    client = world.client()
    client.post("/sign-in", data={"phone": PHONE})
    body = {"phone": PHONE, "code": world.code_of_last_message()}

    assert client.post("/api/v1/sign-ins", json=body).status_code == 201

    assert [event for event, _ in told()] == ["signed_in"]


def test_a_link_that_opens_nothing_is_told(world: World, told):
    world.client().post("/desk/enter/guessed")

    ((event, facts),) = told()
    assert (event, facts["door"], facts["status"]) == ("sign_in_failed", "工作人员链接", 410)
    assert "guessed" not in str(facts)


def test_whoever_lacks_a_permission_finds_nothing_and_is_told_of(world: World, told):
    with world.database.writing() as session:
        register_staff(session)

    assert staff_client(world, SCHOOL).get("/checks").status_code == 404

    ((event, facts),) = told()
    assert (event, facts["who"], facts["asked"], facts["status"]) == ("refused", SCHOOL, "查看检查", 404)


def test_a_token_that_is_none_is_told(world: World, told):
    world.client().get("/api/v1/classes", headers={"Authorization": "Bearer guessed"})

    ((event, facts),) = told()
    assert (event, facts["status"]) == ("refused", 401)
    assert "guessed" not in str(facts)


@pytest.mark.parametrize("path", ["/sign-in", "/nothing/here", "/privacy"])
def test_what_is_open_to_all_or_is_not_there_is_no_event(world: World, told, path):
    world.client().get(path)

    assert told() == []


def test_whoever_tries_what_is_not_theirs_is_told_of(world: World, told):
    """A guessed number and a thing of another place look alike from outside, and here too."""
    with world.database.writing() as session:
        register_staff(session)

    assert staff_client(world, CITY).get(f"/checks/{NOBODY}").status_code == 404
    assert world.signed_in().get(f"/classes/{NOBODY}").status_code == 404

    assert [(event, facts["who"], facts["status"]) for event, facts in told()] == [
        ("refused", CITY, 404),
        ("refused", "", 404),
    ]


def test_a_program_that_tries_it_is_told_by_its_holder(world: World, told):
    with world.database.writing() as session:
        register_staff(session)

    assert program(world, Role.CITY).get(f"/api/v1/claims/{NOBODY}").status_code == 404

    ((event, facts),) = told()
    assert event == "refused"
    assert facts["who"]


def test_a_machine_that_is_turned_away_is_told_first_and_about_once_an_hour(world: World, told):
    """It asks again every half minute for ever, and what it sends is in no log."""
    for _ in range(121):
        world.client().get("/guessed/iclock/getrequest?SN=STRANGE1")
        world.pass_by(seconds=61)

    assert [(event, facts["door"], facts["serial"]) for event, facts in told()] == [
        ("sign_in_failed", "考勤机", "STRANGE1")
    ] * 3
    assert "guessed" not in str(told())


def test_who_was_given_a_role_or_a_way_in_at_the_desk_is_told_once_it_is_done(world: World, told):
    with world.database.writing() as session:
        register_staff(session)
        page = f"/desk/staff/{find_staff(session, SCHOOL).public_id}"
    client = staff_client(world, CITY)
    fill_in(client, page, f"{page}/link")
    fill_in(client, page, f"{page}/chat", chat_id="")

    assert [facts for event, facts in told() if event == "staff"] == [
        {"who": CITY, "what": "给登录链接", "whom": SCHOOL, "role": "institution"}
    ]
    assert "enter" not in str(told())
