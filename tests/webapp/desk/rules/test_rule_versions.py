"""规则 at the desk: forms with the notice beside every number, looked at before they are kept."""

import pytest
from sqlalchemy import select

from tests.training.checks.checking import AUDITOR, CITY, COLLEAGUE, DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.filling import fill_in, hidden_fields
from training.classes.views.find_class import find_district
from training.notice.clauses import CLAUSES
from training.notice.policy import Policy
from training.records.classes.districts import RuleSet

EVERYBODY = (CITY, DISTRICT, SCHOOL, AUDITOR)


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def place(world: World, name: str = "昆都仑区") -> int:
    with world.database.reading() as session:
        return find_district(session, name).id


def form(client, at: str, **typed: str) -> dict[str, str]:
    """All numbers as they hold, and what is typed over them."""
    numbers = {name: str(value) for name, value in Policy().to_numbers().items()}
    for name in (
        "calls_from_minutes",
        "calls_rest_from_minutes",
        "calls_rest_until_minutes",
        "calls_until_minutes",
    ):
        hour, minute = divmod(int(numbers[name]), 60)
        numbers[name] = f"{hour:02}:{minute:02}"
    return hidden_fields(client, at, "/desk/rules/check") | numbers | {"effective_from": "2026-04-01"} | typed


def versions(world: World) -> list[tuple[int | None, int, bool]]:
    with world.database.reading() as session:
        found = session.scalars(select(RuleSet).order_by(RuleSet.id))
        return [
            (each.district_id, each.policy.check_attendance_percent, each.is_historical) for each in found
        ]


def statuses(world: World, path: str) -> list[int]:
    return [staff_client(world, who).get(path).status_code for who in EVERYBODY]


def test_everybody_reads_rules_and_city_and_district_make_their_own(offices):
    own, other = place(offices), place(offices, "青山区")

    assert statuses(offices, "/desk/rules") == [200, 200, 200, 200]
    assert statuses(offices, "/desk/rules/1") == [200, 200, 200, 200]
    assert statuses(offices, "/desk/rules/new") == [200, 404, 404, 404]
    assert statuses(offices, f"/desk/rules/new?place={own}") == [200, 200, 404, 404]
    assert statuses(offices, f"/desk/rules/new?place={other}") == [200, 404, 404, 404]
    assert statuses(offices, "/desk/rules/new?place=999") == [404, 404, 404, 404]
    assert statuses(offices, "/desk/rules/999") == [404, 404, 404, 404]


def test_a_form_has_every_number_and_the_notices_words(offices):
    text = staff_client(offices, DISTRICT).get(f"/desk/rules/new?place={place(offices)}").text

    assert [name for name in Policy().to_numbers() if text.count(f'name="{name}"') != 1] == []
    assert [row for row in ("R07", "R32", "R38", "R46", "R52") if CLAUSES[row] not in text] == []


def test_what_it_comes_to_is_shown_and_kept_only_then(offices):
    client, at = staff_client(offices, DISTRICT), f"/desk/rules/new?place={place(offices)}"
    asked = client.post("/desk/rules/check", data=form(client, at, check_attendance_percent="75"))

    assert asked.status_code == 200
    assert "<del>80 %</del>" in asked.text
    assert "<ins>75 %</ins>" in asked.text
    assert "低于市里 5 点" in asked.text
    assert len(versions(offices)) == 1


def proposed(client, at: str, **typed: str):
    """Through the page that asks, as its form is sent."""
    sent = form(client, at, **typed)
    assert client.post("/desk/rules/check", data=sent).status_code == 200
    return client.post("/desk/rules", data=sent)


def draft_on(client) -> str:
    """The address of the first draft that waits."""
    text = client.get("/desk/rules").text
    return text[text.index("/desk/rules/drafts/") :].partition('"')[0]


def kept(world: World, who: str, at: str, **typed: str):
    """Proposed, and put in force by another one of the city."""
    answer = proposed(staff_client(world, who), at, **typed)
    second = staff_client(world, COLLEAGUE)
    draft = draft_on(second)
    fill_in(second, draft, f"{draft}/confirm")
    return answer


def test_a_district_keeps_a_version_of_its_own(offices):
    own = place(offices)

    assert kept(offices, DISTRICT, f"/desk/rules/new?place={own}", check_attendance_percent="75")
    assert versions(offices)[1:] == [(own, 75, False)]


def test_a_version_that_is_in_force_says_on_the_list_that_it_is_weaker(offices):
    at = f"/desk/rules/new?place={place(offices)}"
    kept(offices, DISTRICT, at, check_attendance_percent="75", effective_from="2026-03-01")

    assert "低于市里 1 处" in staff_client(offices, CITY).get("/desk/rules").text


def test_historical_rules_are_kept_as_such(offices):
    client = staff_client(offices, CITY)

    kept(offices, CITY, "/desk/rules/new", effective_from="2022-01-01", is_historical="1")

    assert versions(offices)[1:] == [(None, 80, True)]
    assert "历史" in client.get("/desk/rules").text


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"check_attendance_percent": "101"}, "“查班时总出勤率”应为 0 至 100 的整数"),
        ({"check_attendance_percent": "-1"}, "“查班时总出勤率”应为 0 至 100 的整数"),
        ({"check_attendance_percent": "8０"}, "“查班时总出勤率”应为 0 至 100 的整数"),
        ({"check_attendance_percent": ""}, "“查班时总出勤率”应为 0 至 100 的整数"),
        ({"class_hour_minutes": "0"}, "“一课时”应为 1 至 10000 的整数"),
        ({"call_pause_minutes": "9" * 5000}, "应为 0 至 10000 的整数"),
        ({"silent_on_holidays": "2"}, "应为 0 至 1 的整数"),
        ({"calls_from_minutes": "24:01"}, "应为一个时刻"),
        ({"calls_from_minutes": "08:60"}, "应为一个时刻"),
        ({"earliest_punch": "昨天"}, "应为一个日期"),
        ({"effective_from": ""}, "请写明从哪一天起"),
        ({"effective_from": "2022-01-01"}, "没有生效的规则版本"),
    ],
)
def test_what_is_no_rule_is_refused_beside_what_was_typed(offices, typed, why):
    client = staff_client(offices, CITY)
    answer = client.post("/desk/rules/check", data=form(client, "/desk/rules/new", **typed))

    assert answer.status_code == 422
    assert why in answer.text
    assert len(versions(offices)) == 1


def test_a_version_that_somebody_else_made_meanwhile_is_looked_at_first(offices):
    client = staff_client(offices, CITY)
    sent = form(client, "/desk/rules/new", check_attendance_percent="90")
    kept(offices, CITY, "/desk/rules/new", check_attendance_percent="85")

    answer = client.post("/desk/rules", data=sent)

    assert answer.status_code == 409
    assert "刚有了新版本" in answer.text
    assert [percent for _, percent, _ in versions(offices)] == [80, 85]


def test_back_to_the_form_nothing_that_was_typed_is_lost(offices):
    client = staff_client(offices, CITY)
    answer = client.post(
        "/desk/rules/new", data=form(client, "/desk/rules/new", check_attendance_percent="91")
    )

    assert answer.status_code == 200
    assert 'name="check_attendance_percent" value="91"' in answer.text


@pytest.mark.parametrize(("typed", "minutes"), [("00:00", 0), ("8:30", 510), ("08:30", 510), ("24:00", 1440)])
def test_a_clock_is_kept_in_minutes_of_its_day(offices, typed, minutes):
    kept(offices, CITY, "/desk/rules/new", calls_from_minutes=typed)

    with offices.database.reading() as session:
        newest = session.scalars(select(RuleSet).order_by(RuleSet.id.desc()).limit(1)).one()
        assert newest.policy.calls_from_minutes == minutes


def test_a_draft_holds_nothing_until_another_one_puts_it_in_force(offices):
    city, colleague = staff_client(offices, CITY), staff_client(offices, COLLEAGUE)
    proposed(city, "/desk/rules/new", check_attendance_percent="85")
    draft = draft_on(city)

    assert len(versions(offices)) == 1
    assert "确认生效" not in city.get(draft).text
    assert "等另一位确认" in city.get(draft).text
    assert fill_in(colleague, draft, f"{draft}/back", reason="先不改").status_code == 303
    assert len(versions(offices)) == 1
    assert "已退回" in city.get(draft).text


def test_whoever_proposed_a_draft_changes_it_and_the_first_is_replaced(offices):
    city, colleague = staff_client(offices, CITY), staff_client(offices, COLLEAGUE)
    proposed(city, "/desk/rules/new", check_attendance_percent="85")
    first = draft_on(city)

    assert 'name="check_attendance_percent" value="85"' in city.get("/desk/rules/new").text
    assert 'name="check_attendance_percent" value="80"' in colleague.get("/desk/rules/new").text
    proposed(city, "/desk/rules/new", check_attendance_percent="90")
    assert "已被新草案代替" in city.get(first).text
    assert colleague.post("/desk/rules", data=form(colleague, "/desk/rules/new")).status_code == 409


def test_drafts_are_found_by_those_who_make_the_rules_there(offices):
    proposed(staff_client(offices, DISTRICT), f"/desk/rules/new?place={place(offices)}")
    draft = draft_on(staff_client(offices, DISTRICT))

    assert statuses(offices, draft) == [200, 200, 404, 404]
    assert "规则草案，待确认" in staff_client(offices, CITY).get("/desk/work").text
    assert "规则草案，待确认" not in staff_client(offices, DISTRICT).get("/desk/work").text
