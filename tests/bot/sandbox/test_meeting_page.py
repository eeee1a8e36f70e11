"""The meetings of the stand-in: its page and its JSON let people come and go, and calls fail."""

import pytest

from bot.sandbox.chats import Person
from bot.sandbox.organisation import Organisation
from bot.sandbox.server import create_sandbox
from tests.bot.conftest import LIMIN


@pytest.fixture
def trainees() -> list[Person]:
    return [Person("t1", "学员1", phone="13700000001")]


@pytest.fixture
def client(organisation: Organisation):
    return create_sandbox(organisation).test_client()


@pytest.fixture
def made(organisation: Organisation):
    return organisation.meetings.open(f"union-{LIMIN}", "李敏", "视频查班 1")


def act(client, made, **said):
    return client.post(f"/meetings/{made.conference_id}/acts", json=said).get_json()


def test_before_the_first_meeting_the_page_says_how_to_get_one(client):
    assert "还没有会议" in client.get("/meetings").text


def test_a_trainee_joins_by_name_and_keeps_the_account(client, made):
    act(client, made, act="join", name="学员1")

    assert made.people["union-t1"].is_in
    assert "学员1" in client.get("/meetings").text


def test_a_stranger_joins_by_name(client, made):
    said = act(client, made, act="join", name="路人甲")

    assert [each["name"] for each in said["people"] if each["isIn"]] == ["路人甲"]


def test_cameras_are_switched_and_people_leave(client, made):
    act(client, made, act="join", who=f"union-{LIMIN}")
    act(client, made, act="camera_on", who="all")
    on = made.people[f"union-{LIMIN}"].camera_is_on
    act(client, made, act="leave", who=f"union-{LIMIN}")

    assert on
    assert not made.people[f"union-{LIMIN}"].is_in


def test_a_form_of_the_page_does_the_same_and_comes_back(client, made):
    answer = client.post(f"/meetings/{made.conference_id}/acts", data={"act": "end"})

    assert (answer.status_code, answer.location) == (303, f"/meetings/{made.conference_id}")
    assert made.is_over


def test_calls_fail_as_told_until_all_is_healed(client, organisation):
    client.post("/meetings/faults", json={"call": "open", "faults": ["too_fast", "lost_after"]})
    shown = client.get("/meetings").text
    first = organisation.meetings.next_fault("open")
    client.post("/meetings/faults", data={})

    assert "发起：限流；发起：办了，但没回答" in shown
    assert (first, organisation.meetings.next_fault("open")) == ("too_fast", "")


@pytest.mark.parametrize(
    ("path", "said", "status"),
    [
        ("/meetings/faults", {"call": "open", "fault": "unheard of"}, 400),
        ("/meetings/faults", {"call": "dance", "fault": "quota"}, 400),
        ("/meetings/unknown/acts", {"act": "end"}, 404),
    ],
)
def test_what_makes_no_sense_is_refused(client, path, said, status):
    assert client.post(path, json=said).status_code == status


def test_an_unknown_act_is_refused(client, made):
    answer = client.post(f"/meetings/{made.conference_id}/acts", json={"act": "dance", "who": "x"})

    assert answer.status_code == 400


def test_names_are_shown_as_text(client, made):
    act(client, made, act="join", name="<b>路人</b>")

    assert "<b>路人</b>" not in client.get("/meetings").text
