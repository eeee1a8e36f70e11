"""/desk/ledgers: money comes, is carried over and reversed; files and paper; R23, R65, R66, R67."""

import csv
from datetime import date, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT, SCHOOL
from tests.training.ledgers.keeping import EMPLOYMENT, FELLOW, SPECIAL, Keeping, keeping
from tests.training.payments.spending import spending
from tests.training.plans.planning import ITEM, Planning
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.conftest import World
from tests.webapp.desk.classes.test_one_class import read
from tests.webapp.filling import fill_in
from training.eligibility.terms import LineState
from training.staff.acts.issue_token import issue_token
from training.staff.views.find_staff import find_staff

HERE = "/desk/ledgers"
BOOK = f"{HERE}/book?district=昆都仑区&fund=就业补助资金&year=2026"
FORM = {
    "on_day": "2026-03-02",
    "voucher": "包财社12号",
    "counterpart": "市财政局",
    "summary": "第一批",
    "employment": "1,200.50",
}
LABEL = "以自治区系统数据为准"


@pytest.fixture
def office(world: World) -> World:
    keeping(world.database)
    return world


def test_money_comes_and_stands_under_its_fund(office):
    client = staff_client(office, DISTRICT)
    answer = fill_in(client, HERE, HERE, **FORM, special="0.01")
    assert (answer.status_code, answer.location) == (303, f"{HERE}?year=2026&noted=yes")
    assert "已经记账" in read(office, DISTRICT, str(answer.location))

    page = read(office, DISTRICT, HERE)
    assert "已经记账" not in page
    assert "1,200.50" in page
    assert LABEL in page
    assert "包财社12号" in read(office, CITY, BOOK)
    assert read(office, CITY, f"{HERE}/book?district=昆都仑区&fund=专账资金").count("0.01") >= 2
    assert "还没有记过账" in read(office, DISTRICT, f"{HERE}/book?fund=失业保险基金")


def test_what_was_typed_stays_where_it_is_refused(office):
    client = staff_client(office, DISTRICT)
    answer = fill_in(client, HERE, HERE, **(FORM | {"employment": "-5"}))

    assert answer.status_code == 422
    assert "就业补助资金：金额“-5”应写成元" in answer.text
    assert 'value="包财社12号"' in answer.text
    assert fill_in(client, HERE, HERE, **(FORM | {"on_day": "2026-03-04"})).status_code == 422


def test_a_form_that_is_sent_twice_counts_once_and_the_same_voucher_is_told(office):
    client = staff_client(office, DISTRICT)
    form = FORM | {"form_key": "1" * 32}
    for _ in range(2):
        assert client.post(HERE, data=form).status_code == 303
    assert fill_in(client, HERE, HERE, **FORM).status_code == 409
    assert Keeping(office.database).ordinals() == [1]


def test_a_colleague_reverses_and_both_entries_say_so(office):
    entry = Keeping(office.database).allot({EMPLOYMENT: 500})[0]
    page = f"{HERE}/entries/{entry}"
    assert "请另一位同事来办" in read(office, DISTRICT, page)
    assert "为什么冲正" not in read(office, DISTRICT, page)
    assert "为什么冲正" not in read(office, CITY, page)

    client, said = staff_client(office, FELLOW), {"on_day": "2026-03-03", "voucher": "冲1"}
    wrong = fill_in(client, page, f"{page}/reverse", **said, reason="")
    assert (wrong.status_code, 'value="冲1"' in wrong.text) == (422, True)
    answer = fill_in(client, page, f"{page}/reverse", **said, reason="金额多写")
    assert answer.status_code == 303

    assert "这一笔已经冲正" in read(office, FELLOW, page)
    book = read(office, FELLOW, BOOK)
    assert "已由 2026-2 冲正" in book
    assert "冲正 2026 年第 1 号：金额多写" in book


def test_a_year_is_carried_over_by_its_page_and_what_is_left_is_told(office):
    Keeping(office.database).allot({SPECIAL: 700}, on_day=date(2025, 12, 31))
    assert "往年余额还没有结转" in read(office, DISTRICT, HERE)
    assert "往年余额还没有结转" not in read(office, CITY, HERE)

    page = f"{HERE}/book?district=昆都仑区&fund=专账资金&year=2025"
    client = staff_client(office, DISTRICT)
    action = client.get(page).text.split('action="')[-1].split('"')[0].replace("&amp;", "&")
    assert "结转 7.00 元" in client.get(page).text
    assert client.post(action, data={"seen": "8"}).status_code == 409
    assert client.post(action, data={"seen": "７"}).status_code == 409
    assert client.post(action, data={"seen": "700"}).status_code == 303

    assert "往年余额还没有结转" not in read(office, DISTRICT, HERE)
    assert "结转 7.00 元" not in read(office, DISTRICT, page)
    assert "2025 年结转" in read(office, CITY, f"{HERE}/book?district=昆都仑区&fund=专账资金&year=2026")


def test_the_city_sees_every_district_and_each_fund_for_itself(office):
    own = Keeping(office.database)
    own.allot({EMPLOYMENT: 100, SPECIAL: 5})
    own.allot({EMPLOYMENT: 2_000}, who=OTHER_DISTRICT)

    page = read(office, CITY, HERE)
    assert "就业补助资金合计" in page
    assert "21.00" in page
    assert "专账资金合计" in page
    assert "合计" not in read(office, DISTRICT, HERE)


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        (DISTRICT, "?year=nowhere", 200),
        (DISTRICT, "/book", 404),
        (DISTRICT, "/book?fund=就业补助资金", 200),
        (DISTRICT, "/book?fund=别的钱", 404),
        (DISTRICT, "/book?fund=就业补助资金&year=1999", 404),
        (DISTRICT, "/book?fund=就业补助资金&year=２０２６", 404),
        (DISTRICT, "/book?fund=就业补助资金&at=nowhere", 200),
        (DISTRICT, "/book?fund=就业补助资金&district=青山区", 404),
        (CITY, "/book?fund=就业补助资金", 404),
        (CITY, "/book?fund=就业补助资金&district=青山区", 200),
        (OTHER_DISTRICT, "/book?fund=就业补助资金&district=昆都仑区", 404),
        (AUDITOR, "/book?fund=就业补助资金&district=昆都仑区", 200),
        (SCHOOL, "", 404),
        (SCHOOL, "/book?fund=就业补助资金&district=昆都仑区", 404),
        (SCHOOL, "/use", 404),
        (DISTRICT, "/use?year=2026&quarter=5", 404),
        (DISTRICT, "/book.pdf?fund=就业补助资金", 404),
    ],
)
def test_what_an_address_asks_for_is_there_or_not_found(office, who, address, status):
    assert staff_client(office, who).get(f"{HERE}{address}").status_code == status


def test_the_file_holds_every_line_with_its_balance_and_number(office):
    own = Keeping(office.database)
    own.allot({EMPLOYMENT: 120_050})
    own.reverse(own.pay(50), voucher="冲1", reason="=付错")

    answer = staff_client(office, CITY).get(BOOK.replace("/book?", "/book.xlsx?"))
    rows = list(load_workbook(BytesIO(answer.data)).active.iter_rows(values_only=True))
    assert rows[0] == (
        *("日期", "凭证号", "类别", "摘要", "资金来源", "收入", "支出", "余额"),
        *("班号", "对方单位", "经办人", "冲正号"),
    )
    assert rows[1][:8] == (
        *("2026-03-02", "拨1", "下达", "第一批资金", "就业补助资金"),
        *("1,200.50", "", "1,200.50"),
    )
    assert rows[2][5:] == ("", "0.50", "1,200.00", "", "包头技校", DISTRICT, "已由 2026-3 冲正")
    assert rows[3][5:] == ("0.50", "", "1,200.50", "", "包头技校", FELLOW, "冲正 2026-2")
    assert rows[3][3] == "冲正 2026 年第 2 号：=付错"


def test_the_auditor_reads_sums_and_nothing_that_was_typed_about_people(office):
    own = Keeping(office.database)
    own.reverse(own.allot({EMPLOYMENT: 5})[0], reason="张三退回")

    for page in (BOOK, BOOK.replace("/book?", "/print?"), BOOK.replace("/book?", "/book.csv?")):
        assert "张三" in read(office, CITY, page)
        assert "张三" not in read(office, AUDITOR, page)
    with office.database.reading():
        entry = own.whole()[-1].public_id
    assert "张三" not in read(office, AUDITOR, f"{HERE}/entries/{entry}")


def test_paper_has_the_sums_of_the_year_and_room_to_sign(office):
    own = Keeping(office.database)
    own.allot({EMPLOYMENT: 120_050})
    own.pay(50)

    page = read(office, DISTRICT, BOOK.replace("/book?", "/print?"))
    total = page.partition("<tfoot>")[2].partition("</tfoot>")[0]
    assert "合计" in total
    assert ("1,200.50" in total, "0.50" in total, "1,200.00" in total) == (True, True, True)
    assert "复核：" in page
    assert LABEL in page


def test_a_program_reads_ledgers_within_its_own_place(office):
    own = Keeping(office.database)
    paid = own.allot({EMPLOYMENT: 120_050}) and own.pay(50)
    back = own.reverse(paid, voucher="冲1", reason="张三退回")

    def ask(who: str, address: str):
        token = f"{who} {address}".encode().hex()[:40]
        with office.database.writing() as session:
            issue_token(session, find_staff(session, who), timedelta(days=1), token=token, now=office.now)
        return office.client().get(f"/api/v1/{address}", headers={"Authorization": f"Bearer {token}"})

    first = ask(CITY, "ledgers?year=2026").get_json()["items"]
    assert [
        (each["fund"], each["income_fen"], each["expense_fen"], each["balance_fen"]) for each in first
    ] == [("就业补助资金", 120_100, -50, 120_050)]
    entries = "ledgers/entries?year=2026&fund=就业补助资金&district=昆都仑区"
    told = ask(CITY, entries).get_json()
    assert (told["total"], told["next"]) == (3, "")
    assert [each["balance_fen"] for each in told["items"]] == [120_050, 120_000, 120_050]
    assert told["items"][0]["reverses"] == told["items"][1]["id"] == str(paid)
    assert told["items"][1]["reversed_by"] == str(back)
    assert "张三" in told["items"][0]["summary"]
    assert "张三" not in ask(AUDITOR, entries).text
    assert ask(OTHER_DISTRICT, entries).status_code == 404
    assert [ask(SCHOOL, each).status_code for each in (entries, "ledgers?year=2026")] == [404, 404]
    assert ask(DISTRICT, "ledgers/entries?year=2026&fund=别的").status_code == 422


def test_an_item_over_its_plan_is_told_and_the_label_stands(office):
    Planning(office.database).approved(ITEM)
    with office.database.writing() as session:
        money = spending(session, find_staff(session, DISTRICT), "BT-8")
        money.line(LineState.GRANTED, EMPLOYMENT, 7_200_000)
        money.line(LineState.GRANTED, SPECIAL, 1)

    address = f"{HERE}/use?year=2026&quarter=1"
    page = read(office, CITY, address)
    assert "1 个计划项超出计划金额" in page
    assert LABEL in page
    assert "计划里没有这种资金" in page
    assert address.replace("&", "&amp;") in read(office, CITY, "/desk/plans?year=2026&quarter=1")

    told = staff_client(office, CITY).get(f"{HERE}/use/list.csv?year=2026&quarter=1").text
    whole, first, second, *_ = csv.DictReader(told.lstrip("\ufeff").splitlines())
    assert (whole["计划金额（元）"], whole["已承诺（元）"]) == ("72,000.00", "72,000.01")
    assert (whole["已承诺%"], whole["提醒"]) == ("100%", "超出")
    assert (first["资金来源"], first["已承诺（元）"]) == ("就业补助资金", "72,000.00")
    assert (second["资金来源"], second["提醒"]) == ("专账资金", "计划里没有这种资金")
