"""放假安排 at the desk: everybody reads it, the city imports the notice's text after a look at it."""

import pytest

from tests.training.calendar.rules.test_notice_text import NOTICE_2025
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.calendar.views.see_calendar import see_calendar

PAGE, CHECK = "/desk/calendar", "/desk/calendar/check"


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def versions(world: World) -> list[tuple[int, str]]:
    with world.database.reading() as session:
        return [(each.version, each.imported_by) for each in see_calendar(session, 2025).versions]


def test_everybody_reads_the_calendar_and_the_city_imports(offices):
    for who in (CITY, DISTRICT, SCHOOL, AUDITOR):
        answer = staff_client(offices, who).get(PAGE)

        assert answer.status_code == 200
        assert (CHECK in answer.text) is (who == CITY)
        if who != CITY:
            assert staff_client(offices, who).post(CHECK, data={"text": NOTICE_2025}).status_code == 404
            assert staff_client(offices, who).post(PAGE, data={"text": NOTICE_2025}).status_code == 404
    assert versions(offices) == []


def test_what_was_read_is_shown_and_kept_only_then(offices):
    client = staff_client(offices, CITY)
    asked = fill_in(client, PAGE, CHECK, text=NOTICE_2025, source="国办发明电〔2024〕12号")

    assert asked.status_code == 200
    assert "2025-01-26" in asked.text
    assert versions(offices) == []

    kept = client.post(PAGE, data={"text": NOTICE_2025, "year": "2025", "form_key": "k"})
    assert kept.location == "/desk/calendar?year=2025"
    assert versions(offices) == [(1, CITY)]
    assert "第 1 版" in client.get(kept.location).text


def test_the_same_notice_again_is_no_new_version(offices):
    client = staff_client(offices, CITY)
    for key in ("first", "second"):
        client.post(PAGE, data={"text": NOTICE_2025, "year": "2025", "form_key": key})

    assert versions(offices) == [(1, CITY)]
    assert "同一份通知" in fill_in(client, PAGE, CHECK, text=NOTICE_2025).text


@pytest.mark.parametrize("text", ["", "  ", "今天放假", NOTICE_2025.replace("1月1日", "13月1日")])
def test_what_is_no_notice_is_refused_beside_what_was_typed(offices, text):
    client = staff_client(offices, CITY)
    answer = client.post(CHECK, data=hidden_fields(client, PAGE, CHECK) | {"text": text})

    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert versions(offices) == []


@pytest.mark.parametrize(("year", "shown"), [("2026", 2026), ("1999", 2024), ("2999", 2099), ("今年", 2026)])
def test_a_year_that_nobody_counts_by_falls_to_the_nearest(offices, year, shown):
    assert f"{shown} 年放假安排" in staff_client(offices, CITY).get(f"{PAGE}?year={year}").text
