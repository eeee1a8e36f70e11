"""/desk/plans: from the first item to the class that is of it; and what a program reads."""

import csv
from datetime import timedelta
from uuid import UUID

import pytest

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.plans.planning import ITEM, Planning, planning
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import read
from tests.webapp.filling import hidden_fields
from training.classes.views.find_class import find_class
from training.plans.rules.quarters import Quarter
from training.plans.terms import PlanMove
from training.plans.views.see_plans import see_plan
from training.staff.acts.issue_token import issue_token
from training.staff.views.find_staff import find_staff

HERE = "/desk/plans?year=2026&quarter=1"
FORM = {
    "trade": "焊工",
    "kind": "普通",
    "is_new_occupation": "否",
    "classes": "1",
    "people": "30",
    "hours": "40",
    "fund": "就业补助资金",
    "amount": "36,000",
}


@pytest.fixture
def office(world: World) -> World:
    planning(world.database)
    return world


def begin(world: World) -> str:
    client = staff_client(world, DISTRICT)
    answer = client.post("/desk/plans", data=hidden_fields(client, HERE, "/desk/plans"))
    assert answer.status_code == 303
    return answer.location


def press(world: World, who: str, page: str, act: str, **fields: str):
    client = staff_client(world, who)
    return client.post(f"{page}/{act}", data=hidden_fields(client, page, f"{page}/{act}") | fields)


def line_of(world: World, plan: str) -> str:
    """Of its only item."""
    with world.database.reading() as session:
        (item,) = see_plan(session, find_staff(session, DISTRICT), UUID(plan.rpartition("/")[2])).items
        return str(item.line)


def test_from_the_first_item_to_a_class_that_is_of_it(office):
    plan = begin(office)
    assert press(office, DISTRICT, plan, "items", **FORM).status_code == 303
    assert press(office, DISTRICT, plan, "submit").status_code == 303
    assert "待审查" in read(office, CITY, HERE)
    assert press(office, CITY, plan, "approve").status_code == 303

    with office.database.reading() as session:
        key = find_class(session, "BT-1").public_id
    assert "计划外" in read(office, DISTRICT, f"/desk/classes/{key}")
    page, client = f"/desk/classes/{key}/plan", staff_client(office, DISTRICT)
    said = hidden_fields(client, page, page) | {"line": line_of(office, plan), "reason": "企业改了岗位"}
    assert client.post(page, data=said).status_code == 303
    assert "企业改了岗位" in read(office, DISTRICT, page)
    assert "计划外" not in read(office, DISTRICT, f"/desk/classes/{key}")


def test_what_was_returned_says_why_above_all_and_is_found_from_another_quarter(office):
    plan = begin(office)
    press(office, DISTRICT, plan, "items", **FORM)
    press(office, DISTRICT, plan, "submit")
    assert plan in read(office, CITY, "/desk/plans?year=2026&quarter=2")

    press(office, CITY, plan, "return", reason="请写明依据")

    above, _, _ = read(office, DISTRICT, plan).partition("计划项")
    assert "“请写明依据”" in above
    other = "/desk/plans?year=2026&quarter=2"
    assert plan in read(office, DISTRICT, other)
    assert plan not in read(office, CITY, other)
    assert "开始写" not in read(office, DISTRICT, HERE)


def test_what_was_typed_stays_where_the_item_is_refused(office):
    plan = begin(office)

    answer = press(office, DISTRICT, plan, "items", **(FORM | {"people": "0"}))

    assert answer.status_code == 422
    assert "人数：“0”应是 1 到 99999 的整数。" in answer.get_data(as_text=True)
    assert 'value="36,000"' in answer.get_data(as_text=True)


def test_the_city_sees_what_a_version_changes_of_the_one_in_force(office):
    plan = begin(office)
    press(office, DISTRICT, plan, "items", **FORM)
    press(office, DISTRICT, plan, "submit")
    press(office, CITY, plan, "approve")
    second, client = begin(office), staff_client(office, DISTRICT)
    page = f"{second}/items/{line_of(office, second)}"
    client.post(page, data=hidden_fields(client, page, page) | FORM | {"people": "45"})

    assert "人 30 → 45" in read(office, CITY, second)


@pytest.mark.parametrize(
    ("who", "status"), [(CITY, 200), (DISTRICT, 200), (AUDITOR, 200), (OTHER_DISTRICT, 404), (SCHOOL, 404)]
)
def test_a_plan_has_its_documents_where_it_is_seen(office, who, status):
    plan = Planning(office.database).approved(ITEM)

    answer = staff_client(office, who).get(f"/desk/documents/plan/{plan}")

    assert answer.status_code == status
    assert ("需求分析" in answer.text) is (status == 200)


def test_what_became_of_the_plans_is_taken_away_item_by_item(office):
    Planning(office.database).approved(ITEM)

    answer = staff_client(office, CITY).get("/desk/plans/use.csv?year=2026&quarter=1")

    (told,) = csv.DictReader(answer.text.lstrip("\ufeff").splitlines())
    assert (told["旗县区"], told["计划人数"], told["备案班数"]) == ("昆都仑区", "60", "1")
    assert (told["计划金额（元）"], told["合格人数"]) == ("72,000.00", "0")
    assert "昆都仑区计划 60 备案 3 合格 0" in read(office, CITY, HERE)


def test_a_program_reads_the_plans_of_a_quarter(office):
    own = Planning(office.database).approved(ITEM)

    def read_by(who: str):
        token = f"token of {who}".encode().hex()
        with office.database.writing() as session:
            issue_token(session, find_staff(session, who), timedelta(days=1), token=token, now=office.now)
        bearer = {"Authorization": f"Bearer {token}"}
        return office.client().get("/api/v1/plans?year=2026&quarter=1", headers=bearer)

    (told,) = read_by(CITY).get_json()["items"]
    assert (told["id"], told["state"], told["district"]) == (str(own), "已通过", "昆都仑区")
    assert (told["items"][0]["hours"], told["items"][0]["amount_fen"]) == (40, 7_200_000)
    use = told["items"][0]["use"]
    assert (use["classes"], use["qualified"], use["taught_hours"]) == (1, 0, 8)
    assert read_by(OTHER_DISTRICT).get_json()["items"] == []
    assert read_by(SCHOOL).status_code == 404


def test_the_page_of_plans_opens_at_the_quarter_of_which_something_is_to_be_done(office):
    assert "2026 年第一季度；班级按" in read(office, CITY, "/desk/plans")
    plan = Planning(office.database)
    waits = plan.begin(quarter=Quarter(2026, 2))
    plan.write(waits)
    plan.move(waits, PlanMove.SUBMIT)

    shown = read(office, CITY, "/desk/plans")
    assert "2026 年第二季度；班级按" in shown
    assert "还没有写：青山区、" in shown
    assert "2026 年第二季度；班级按" in read(office, DISTRICT, "/desk/plans?of=20262")
    assert staff_client(office, DISTRICT).get("/desk/plans?of=20265").status_code == 404
