"""补贴标准 at the desk: written as a table, agreed to by another one, read by schools too (R47, R61)."""

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, register_staff
from tests.webapp.checks.inspecting import main_of, staff_client
from tests.webapp.conftest import World
from training.classes.views.choose_rule_set import choose_rule_set
from training.notice.clock import shanghai_day
from training.notice.terms import Role
from training.staff.acts.add_staff import add_staff
from training.staff.views.find_staff import find_staff

FELLOW = "昆区同事"
ROW = {
    "kind-0": "普通",
    "trade-0": "",
    "level-0": "",
    "from-0": "40",
    "until-0": "79.5",
    "amount-0": "1000",
    "mixed-0": "70",
    "payee-0": "培训机构",
    "fund-0": "就业补助资金",
}
SAID = {"effective_from": "2026-03-10", "document_number": "昆人社〔2026〕3号", **ROW}


@pytest.fixture
def offices(world: World) -> World:
    with world.database.writing() as session:
        register_staff(session)
        own = find_staff(session, DISTRICT)
        add_staff(session, FELLOW, Role.DISTRICT, own.district, None, now=world.now)
    return world


def written(offices: World, **changed: str) -> str:
    made = staff_client(offices, DISTRICT).post("/desk/standards/new", data=SAID | changed)
    assert made.status_code == 303, made.text
    return str(made.headers["Location"])


def test_a_district_writes_a_version_and_a_fellow_agrees(offices):
    address = written(offices)
    fellow = staff_client(offices, FELLOW)

    own_hand = staff_client(offices, DISTRICT).post(address, data={"verdict": "approve"})
    work = fellow.get("/desk/work").text
    agreed = fellow.post(address, data={"verdict": "approve"})
    again = fellow.post(address, data={"verdict": "refuse", "note": "晚了"})

    assert (own_hand.status_code, agreed.status_code, again.status_code) == (403, 303, 409)
    assert "昆都仑区补贴标准第 1 版，待第二人" in work
    assert "补贴标准第 1 版" not in staff_client(offices, DISTRICT).get("/desk/work").text
    page = main_of(fellow.get(address).text)
    assert "以后生效" in page
    assert "40～79.5" in page
    assert "1,000.00" in page
    assert "70%" in page
    assert "同意第 1 版" not in page


def test_where_the_district_has_nobody_else_its_page_says_that_the_city_agrees(offices):
    address = written(offices)
    with offices.database.writing() as session:
        find_staff(session, FELLOW).left_at = offices.now
    city = staff_client(offices, CITY)

    own = main_of(staff_client(offices, DISTRICT).get(address).text)
    new = main_of(staff_client(offices, DISTRICT).get("/desk/standards/new").text)
    work, page = city.get("/desk/work").text, main_of(city.get(address).text)
    agreed = city.post(address, data={"verdict": "approve"})

    assert "没有另一位在岗的经办人" in own
    assert "由市本级同意才生效" in new
    assert "这一版要由市本级同意才生效" in own
    assert "昆都仑区补贴标准第 1 版，待第二人" in work
    assert "同意第 1 版" in page
    assert agreed.status_code == 303


@pytest.mark.parametrize(("to_school", "first"), [(1, "培训机构"), (0, "学员本人")])
def test_an_empty_row_begins_with_the_receiver_that_the_rules_name(offices, to_school, first):
    with offices.database.writing() as session:
        rules = choose_rule_set(session, None, shanghai_day(offices.now))
        rules.numbers = rules.numbers | {"paid_to_institution": to_school}

    client = staff_client(offices, DISTRICT)
    page = client.get("/desk/standards/new").text
    again = client.post("/desk/standards/new", data=SAID | {"amount-0": "一千"}).text

    assert page.count(f"<option selected>{first}</option>") == 8
    assert again.count(f"<option selected>{first}</option>") == 7 + to_school


def test_what_cannot_be_read_is_said_by_row_and_what_was_typed_stays(offices):
    client = staff_client(offices, DISTRICT)

    refused = client.post("/desk/standards/new", data=SAID | {"amount-0": "一千", "trade-0": "电工"})

    assert refused.status_code == 422
    assert "第 1 项：金额：" in refused.text
    assert "一千" in refused.text
    assert "电工" in refused.text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"amount-0": "", "from-0": "", "until-0": ""}, "一项标准也没有"),
        ({"effective_from": "明天"}, "生效日期：不是日期"),
        ({"document_number": ""}, "文号"),
        ({f"{name[:-1]}1": said for name, said in ROW.items()}, "分不清按哪一项"),
        ({"kind-0": "项目制"}, "项目自己的补贴标准"),
    ],
)
def test_a_set_that_cannot_be_is_refused(offices, changed, words):
    refused = staff_client(offices, DISTRICT).post("/desk/standards/new", data=SAID | changed)

    assert refused.status_code == 422
    assert words in refused.text


def test_a_draft_is_of_its_office_and_what_holds_is_read_by_everybody_there(offices):
    address = written(offices)
    drafts = {
        who: staff_client(offices, who).get(address).status_code for who in (CITY, OTHER_DISTRICT, SCHOOL)
    }
    staff_client(offices, FELLOW).post(address, data={"verdict": "approve"})

    assert drafts == {CITY: 200, OTHER_DISTRICT: 404, SCHOOL: 404}
    assert staff_client(offices, AUDITOR).get(address).status_code == 200
    assert staff_client(offices, OTHER_DISTRICT).get(address).status_code == 404
    for who in (OTHER_DISTRICT, SCHOOL, AUDITOR):
        assert staff_client(offices, who).get("/desk/standards").status_code == 200
    assert staff_client(offices, SCHOOL).get("/desk/standards/new").status_code == 404


def test_a_later_version_is_shown_beside_the_one_before(offices):
    staff_client(offices, FELLOW).post(written(offices), data={"verdict": "approve"})

    form = staff_client(offices, DISTRICT).get("/desk/standards/new").text
    address = written(offices, **{"amount-0": "1200", "effective_from": "2026-03-11"})

    assert "昆都仑区补贴标准的新一版" in form
    page = main_of(staff_client(offices, FELLOW).get(address).text)
    assert "普通 40～79.5 课时：金额 1,000.00 改为 1,200.00" in page


def test_a_district_that_pays_more_than_the_city_says_so_to_the_city_and_on_its_page(offices):
    with offices.database.writing() as session:
        add_staff(session, "赵城", Role.CITY, None, None, now=offices.now)
    city = staff_client(offices, CITY).post(
        "/desk/standards/new", data=SAID | {"effective_from": "2026-01-01"}
    )
    staff_client(offices, "赵城").post(city.headers["Location"], data={"verdict": "approve"})
    address = written(offices, **{"amount-0": "1000.01"})

    staff_client(offices, FELLOW).post(address, data={"verdict": "approve"})

    assert "高于市里" in main_of(staff_client(offices, FELLOW).get(address).text)
    assert "有 1 项高于市里" in staff_client(offices, CITY).get("/desk/alerts").text


def test_who_wrote_and_who_agreed_stands_in_the_log_of_acts(offices):
    staff_client(offices, FELLOW).post(written(offices), data={"verdict": "approve"})

    log = main_of(staff_client(offices, AUDITOR).get("/desk/acts").text)
    elsewhere = main_of(staff_client(offices, OTHER_DISTRICT).get("/desk/acts").text)

    assert "写昆都仑区补贴标准第 1 版" in log
    assert "同意昆都仑区补贴标准第 1 版" in log
    assert "补贴标准" not in elsewhere
