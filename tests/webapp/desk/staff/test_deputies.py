"""代理 at the desk: who finds it, how it is asked for and accepted, and what every page says in a turn."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in
from training.staff.views.find_staff import find_staff

PAGE = "/desk/staff/deputies"
DAYS = {"first_day": "2026-03-03", "last_day": "2026-03-06", "reason": "年休假"}


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def key_of(world: World, name: str) -> str:
    with world.database.reading() as session:
        return str(find_staff(session, name).public_id)


def ask(world: World, client, **typed: str):
    form = {"absent": key_of(world, CITY), "deputy": key_of(world, COLLEAGUE), **DAYS, **typed}
    return fill_in(client, f"{PAGE}/new", f"{PAGE}/new", **form)


def button(client, words: str) -> str:
    """The address of the form of that button on the page."""
    before, _, _ = client.get(PAGE).text.partition(f">{words}</button>")
    return before.rpartition('action="')[2].partition('"')[0]


def test_everybody_of_the_office_finds_it(offices):
    assert {
        staff_client(offices, who).get(PAGE).status_code for who in (CITY, DISTRICT, SCHOOL, AUDITOR)
    } == {200}


def test_a_person_without_a_colleague_is_told_so(offices):
    text = staff_client(offices, DISTRICT).get(f"{PAGE}/new").text

    assert "没有可以代理的同事" in text
    assert "<select" not in text


def test_only_whoever_looks_after_somebody_finds_the_form_for_them(offices):
    path = f"{PAGE}/new?for={key_of(offices, CITY)}"

    assert staff_client(offices, COLLEAGUE).get(path).status_code == 200
    assert staff_client(offices, SCHOOL).get(path).status_code == 404
    assert staff_client(offices, CITY).get(f"{PAGE}/new?for=x").status_code == 404


def test_asked_accepted_and_in_a_turn_every_page_says_so(offices):
    city, colleague = staff_client(offices, CITY), staff_client(offices, COLLEAGUE)
    assert ask(offices, city).status_code == 303
    assert "请您代理" in colleague.get("/desk/work").text

    fill_in(colleague, PAGE, button(colleague, "接受"), answer="yes")
    fill_in(colleague, PAGE, button(colleague, f"代 {CITY} 办理"))

    assert f"正在代 {CITY} 办理" in colleague.get("/desk/permissions").text
    assert "正在代" not in city.get("/desk/permissions").text
    fill_in(colleague, PAGE, button(colleague, "停止代办"))
    assert "正在代" not in colleague.get("/desk/permissions").text


@pytest.mark.parametrize(
    "wrong", [{"last_day": "2026-03-02"}, {"last_day": "x"}, {"reason": " "}, {"first_day": "2020-01-01"}]
)
def test_what_is_typed_wrong_is_said_and_nothing_is_kept(offices, wrong):
    answer = ask(offices, staff_client(offices, CITY), **wrong)

    assert answer.status_code == 422
    assert "没有办成" in answer.text
    assert "年休假" not in staff_client(offices, CITY).get(PAGE).text


def test_nobody_chosen_is_not_found(offices):
    assert ask(offices, staff_client(offices, CITY), deputy="").status_code == 404
