"""比对名单 at the desk: which there are and whether they count; never a number (R19, R58)."""

import pytest

from tests.factories import an_id_number
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.training.eligibility.pricing import HOME, a_list
from tests.webapp.checks.inspecting import main_of, staff_client
from tests.webapp.conftest import World
from training.eligibility.terms import ComparedKind
from training.records.subsidies.compared import ComparedList


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
    return world


def brought(offices: World, district: str | None = None) -> str:
    with offices.database.writing() as session:
        people = {an_id_number(each): (None, None) for each in range(1, 4)}
        own = a_list(session, ComparedKind.RETIRED, people, district=district)  # type: ignore[arg-type]
        return f"/desk/compared-lists/{own.public_id}"


def test_a_list_shows_kind_day_source_and_how_many_people(offices):
    address = brought(offices)

    page = main_of(staff_client(offices, DISTRICT).get("/desk/compared-lists").text)

    for words in ("退休", "在用", "全市", "2026-01-01", "市社保中心", "3"):
        assert words in page
    assert an_id_number(1)[:6] not in page
    assert staff_client(offices, AUDITOR).get(address).status_code == 200
    assert staff_client(offices, SCHOOL).get("/desk/compared-lists").status_code == 404


def test_whoever_brought_it_withdraws_it_with_a_reason(offices):
    address = brought(offices)
    city = staff_client(offices, CITY)

    silent = city.post(f"{address}/withdraw", data={"reason": ""})
    others = staff_client(offices, DISTRICT).post(f"{address}/withdraw", data={"reason": "不对"})
    withdrawn = city.post(f"{address}/withdraw", data={"reason": "导错了文件"})
    again = city.post(f"{address}/withdraw", data={"reason": "导错了文件"})

    assert [each.status_code for each in (silent, others, withdrawn, again)] == [422, 404, 303, 409]
    assert "导错了文件" in main_of(city.get(address).text)
    assert "已撤回" in main_of(city.get("/desk/compared-lists").text)
    assert "撤回退休比对名单（截止 2026-01-01）" in main_of(city.get("/desk/acts").text)


def test_a_districts_list_is_seen_by_itself_and_the_city(offices):
    address = brought(offices, HOME)

    seen = {
        who: staff_client(offices, who).get(address).status_code for who in (DISTRICT, CITY, OTHER_DISTRICT)
    }

    assert seen == {DISTRICT: 200, CITY: 200, OTHER_DISTRICT: 404}


def test_lists_of_a_former_index_key_say_that_they_must_be_brought_again(offices):
    brought(offices)
    with offices.database.writing() as session:
        own = session.query(ComparedList).one()
        own.index_key, own.purged_at = "0" * 16, offices.now

    page = main_of(staff_client(offices, CITY).get("/desk/compared-lists").text)
    work = staff_client(offices, CITY).get("/desk/work").text

    assert "索引密钥已更换，请重新导入" in page
    assert "比对名单（退休）索引密钥已更换" in work
    assert "比对名单（退休）" not in staff_client(offices, DISTRICT).get("/desk/work").text
