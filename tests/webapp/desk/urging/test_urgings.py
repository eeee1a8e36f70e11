"""/desk/urgings: each office does its own there, and finds it in the class's history (R09)."""

import re

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import address, read
from tests.webapp.filling import hidden_fields

TEXT = "本周内补齐区级查班"


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def urge(world: World, **fields: str) -> str:
    """The city urges about BT-1; gives the page of it."""
    client = staff_client(world, CITY)
    page = f"/desk/urgings/new?class={address(world).rpartition('/')[2]}"
    form = hidden_fields(client, page, "/desk/urgings") | {"text": TEXT, "due_on": "2026-03-04"} | fields
    answer = client.post("/desk/urgings", data=form)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def send(world: World, who: str, page: str, move: str, **fields: str):
    client = staff_client(world, who)
    return client.post(f"{page}/{move}", data=hidden_fields(client, page, f"{page}/{move}") | fields)


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 200), (AUDITOR, 200), (DISTRICT, 200), (OTHER_DISTRICT, 404), (SCHOOL, 404)]
)
def test_it_is_there_for_those_whom_it_concerns(offices, who, status):
    page = urge(offices)

    assert staff_client(offices, who).get(page).status_code == status


def test_from_a_class_to_its_answer_and_its_end(offices):
    assert "/desk/urgings/new?class=" in read(offices, CITY, address(offices))
    page = urge(offices)

    assert "今天到期" not in read(offices, DISTRICT, page)
    assert send(offices, DISTRICT, page, "answer", text="明天去查").status_code == 303
    assert send(offices, CITY, page, "reopen", text="没有写结果", due_on="2026-03-05").status_code == 303
    assert send(offices, DISTRICT, page, "answer", text="已查，合格").status_code == 303
    assert send(offices, CITY, page, "close", text="已核对").status_code == 303

    text = read(offices, CITY, page)
    steps = re.findall(r"<b>([^<]+)</b><p class=\"soft\">", text)
    assert [each.split()[1].partition("，")[0] for each in steps] == [
        "提出督办",
        "答复",
        "退回重办",
        "答复",
        "办结",
    ]
    history = read(offices, DISTRICT, f"{address(offices)}/history?topic=URGING")
    assert TEXT in history
    assert "督办，2026-03-04 前答复" in history


def test_a_school_reads_nothing_of_it_in_the_history_of_its_class(offices):
    urge(offices)

    assert TEXT not in read(offices, SCHOOL, f"{address(offices)}/history")
    assert TEXT in read(offices, DISTRICT, f"{address(offices)}/history")


def test_who_may_not_does_not_find_the_form(offices):
    page = urge(offices)

    assert 'action="' + page + '/answer"' in read(offices, DISTRICT, page)
    assert 'action="' + page + '/close"' not in read(offices, DISTRICT, page)
    assert 'action="' + page + '/answer"' not in read(offices, CITY, page)
    assert staff_client(offices, DISTRICT).get("/desk/urgings/new").status_code == 404
    assert staff_client(offices, AUDITOR).post(f"{page}/answer", data={"text": "好"}).status_code == 404


def test_what_is_overdue_is_red_and_has_its_own_list(offices):
    page = urge(offices, due_on="2026-03-03")
    assert "今天到期" in read(offices, DISTRICT, page)

    offices.pass_by(days=2)

    assert "逾期 2 天" in read(offices, DISTRICT, page)
    assert TEXT in read(offices, DISTRICT, "/desk/urgings?state=overdue")
    assert TEXT not in read(offices, DISTRICT, "/desk/urgings?state=answered")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": ""}, "督办要写明原因"),
        ({"due_on": "2026-03-02"}, "早于今天"),
        ({"due_on": "明天"}, "请选答复的期限"),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed_and_says_why(offices, fields, says):
    client = staff_client(offices, CITY)
    form = hidden_fields(client, "/desk/urgings/new", "/desk/urgings")
    form |= {"place": "昆都仑区", "text": TEXT, "due_on": "2026-03-04"} | fields

    answer = client.post("/desk/urgings", data=form)

    assert answer.status_code == 422
    assert says in answer.text
    assert "<option selected>昆都仑区" in answer.text


def test_a_form_that_is_sent_twice_urges_once(offices):
    client = staff_client(offices, CITY)
    form = hidden_fields(client, "/desk/urgings/new", "/desk/urgings")
    form |= {"place": "昆都仑区", "text": TEXT, "due_on": "2026-03-04"}

    answers = [client.post("/desk/urgings", data=form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert read(offices, CITY, "/desk/urgings").count(TEXT) == 1


@pytest.mark.parametrize("path", ["?state=nothing", "?class=nobody"])
def test_an_address_that_means_nothing_is_not_found(offices, path):
    assert staff_client(offices, CITY).get(f"/desk/urgings{path}").status_code == 404
