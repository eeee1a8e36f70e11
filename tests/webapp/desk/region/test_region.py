"""/desk/region and a class's part of it: the region's figure first, settled by the district (R05)."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.training.region.mirroring import NUMBER, bring_classes, bring_people, class_line, person_line
from tests.webapp.api.test_staff import program
from tests.webapp.checks.inspecting import main_of, staff_client, words_in
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import address, read
from tests.webapp.filling import fill_in
from training.notice.terms import Role
from training.records.exchange.region import Difference


@pytest.fixture
def offices(world: World) -> World:
    """Of BT-1 the region has 39.5 hours and 赵六, whom nobody here knows."""
    with world.database.writing() as session:
        register_staff(session)
        bring_classes(session, class_line(HOURS="39.5", PEOPLE="1"))
        bring_people(session, person_line(3, "赵六"))
    return world


def one(world: World, field: str) -> str:
    """The page of the difference in that field."""
    with world.database.reading() as session:
        found = session.query(Difference).all()
        return next(f"/desk/region/{each.public_id}" for each in found if each.field.value == field)


def test_it_is_there_for_the_offices_whose_class_it_is(offices):
    pages = one(offices, "课时"), f"{address(offices)}/region"
    expected = {CITY: 200, AUDITOR: 200, DISTRICT: 200, OTHER_DISTRICT: 404, SCHOOL: 404}

    seen = {who: {staff_client(offices, who).get(page).status_code for page in pages} for who in expected}

    assert seen == {who: {status} for who, status in expected.items()}
    assert staff_client(offices, SCHOOL).get("/desk/region").status_code == 404


def test_the_region_s_figure_comes_first_with_its_day_on_every_report(offices):
    for page in ("/desk/region", "/desk", "/desk/talent", "/desk/certificates"):
        shown = words_in(main_of(read(offices, CITY, page)))
        assert "自治区系统 1 个班" in shown
        assert "03-02 09:00 导入" in shown
        assert "以自治区系统数据为准" in shown
    plans = words_in(main_of(read(offices, CITY, "/desk/plans?year=2026&quarter=1")))
    assert "自治区系统 2026 年第一季度 1 个班、1 人 （03-02 09:00 导入），本系统对上 1 个" in plans
    assert "以自治区系统数据为准" in plans
    later = words_in(main_of(read(offices, CITY, "/desk/plans?year=2026&quarter=2")))
    assert "还没有导入自治区系统 2026 年第二季度的班级" in later
    own = words_in(main_of(read(offices, DISTRICT, address(offices))))
    assert own.index("自治区系统 1 人、39.5 课时 （NM-1，03-02 09:00 导入）") < own.index("起止")
    table = words_in(main_of(read(offices, DISTRICT, "/desk/region")))
    assert table.index("自治区系统 本系统 班号") < table.index("课时 39.5 40")


def test_a_difference_shows_both_values_and_is_settled_with_a_reason(offices):
    client, page = staff_client(offices, DISTRICT), one(offices, "课时")
    shown = words_in(main_of(client.get(page).text))
    assert "自治区系统 39.5 本系统 40" in shown
    assert "等昆都仑区核对" in words_in(main_of(read(offices, CITY, page)))

    refused = fill_in(client, page, f"{page}/settle", how="ours")
    done = fill_in(client, page, f"{page}/settle", how="meaning", note="对方不含考试半课时")

    assert (refused.status_code, done.status_code) == (409, 303)
    assert "仍是“40”" in refused.text
    assert "口径不同" in words_in(main_of(client.get(page).text))
    assert "对方不含考试半课时" in main_of(client.get("/desk/region?view=settled").text)
    told = words_in(main_of(client.get(f"{address(offices)}/history").text))
    assert "处理与自治区系统的不一致：课时：口径不同" in told
    assert staff_client(offices, CITY).post(f"{page}/settle").status_code == 404


def test_an_auditor_reads_no_name_of_those_who_differ(offices):
    page = one(offices, "学员")

    for path in (page, "/desk/region"):
        assert "赵六" not in main_of(read(offices, AUDITOR, path))
        assert "赵*" in main_of(read(offices, AUDITOR, path))
    assert "赵六" in main_of(read(offices, DISTRICT, page))


def test_the_district_mirrors_a_step_and_a_number_on_the_page_of_its_class(offices):
    client, page = staff_client(offices, DISTRICT), f"{address(offices)}/region"
    assert NUMBER in main_of(client.get(page).text)

    step = {"status": "PASSED", "on_day": "2026-03-02", "step": "OPENING"}
    bare = fill_in(client, page, f"{page}/step", **step)
    kept = fill_in(client, page, f"{page}/step", **step, seen="0", reference="KB-7")
    number = fill_in(client, page, f"{page}/number", number="nm-9")

    assert (bare.status_code, kept.status_code, number.status_code) == (422, 303, 303)
    shown = words_in(main_of(client.get(page).text))
    assert "开班审批 ✓ 通过" in shown or "开班审批 通过" in shown
    assert "KB-7" in shown
    assert "NM-9" in shown
    told = words_in(main_of(client.get(f"{address(offices)}/history").text))
    assert "登记自治区开班审批 通过，受理号 KB-7" in told
    assert "登记自治区班级编号 NM-9" in told


def test_a_class_of_no_district_is_settled_by_the_city(offices):
    with offices.database.writing() as session:
        lost = class_line("NM-8", CLASS_NAME="只有他们有的班", INSTITUTION="没有登记的学校")
        bring_classes(session, lost, times=1)
    client, page = staff_client(offices, CITY), one(offices, "班级")
    assert "本系统没有自治区的班 NM-8" in main_of(client.get("/desk/work?kind=REGION").text)

    done = fill_in(client, page, f"{page}/settle", how="theirs", note="已请自治区删除")

    assert done.status_code == 303
    assert "NM-8" not in main_of(client.get("/desk/work?kind=REGION").text)
    assert staff_client(offices, DISTRICT).post(f"{page}/settle").status_code == 404


def test_what_differs_waits_for_its_district_once_a_class(offices):
    mine = words_in(main_of(read(offices, DISTRICT, "/desk/work?kind=REGION")))
    others = words_in(main_of(read(offices, OTHER_DISTRICT, "/desk/work?kind=REGION")))

    assert mine.count("与自治区系统不一致") == 1
    assert "去核对" in mine
    assert "与自治区系统不一致" not in others


def test_a_program_reads_what_its_holder_may_see(offices):
    told = program(offices, Role.DISTRICT, "昆都仑区").get("/api/v1/region/differences").get_json()
    others = program(offices, Role.DISTRICT, "青山区").get("/api/v1/region/differences").get_json()

    assert ("课时", "39.5", "40") in [(e["field"], e["theirs"], e["ours"]) for e in told["items"]]
    assert others == {"items": [], "next": ""}
