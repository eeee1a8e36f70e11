"""到期删除 is stopped and resumed at the desk by the city, for a reason, after having seen how it stands."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.privacy.views.planned_purge import standing_hold

PAGE, HOLD, RELEASE = "/desk/purges", "/desk/purges/hold", "/desk/purges/release"


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def held(world: World) -> tuple[str, str] | None:
    with world.database.reading() as session:
        found = standing_hold(session)
        return (found.said_by, found.reason) if found else None


def test_only_the_city_finds_the_page(offices):
    found = [staff_client(offices, who).get(PAGE).status_code for who in (CITY, DISTRICT, SCHOOL, AUDITOR)]

    assert found == [200, 404, 404, 404]


def test_purges_are_held_and_released_for_a_reason_under_ones_name(offices):
    client = staff_client(offices, CITY)

    assert fill_in(client, PAGE, HOLD, reason="信访件12号").status_code == 303
    assert held(offices) == (CITY, "信访件12号")
    assert "信访件12号" in client.get(PAGE).text
    assert fill_in(client, PAGE, RELEASE, reason="已办结").status_code == 303
    assert held(offices) is None


@pytest.mark.parametrize(("reason", "status"), [("", 422), (" ", 422), ("因" * 255, 303), ("因" * 256, 422)])
def test_a_reason_has_1_to_255_letters(offices, reason, status):
    assert fill_in(staff_client(offices, CITY), PAGE, HOLD, reason=reason).status_code == status


def test_what_somebody_else_said_meanwhile_is_looked_at_first(offices):
    client = staff_client(offices, CITY)
    sent = hidden_fields(client, PAGE, HOLD) | {"reason": "信访件12号"}
    fill_in(staff_client(offices, COLLEAGUE), PAGE, HOLD, reason="审计")
    fill_in(staff_client(offices, COLLEAGUE), PAGE, RELEASE, reason="审计结束")

    assert client.post(HOLD, data=sent).status_code == 409
    assert held(offices) is None


def test_no_form_without_its_page_stops_anything(offices):
    assert staff_client(offices, CITY).post(HOLD, data={"reason": "信访"}).status_code == 409
    assert held(offices) is None
