"""From the meeting to the payment on the office's pages, through the real routes, store and cipher."""

import re
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.pdfs import a_pdf
from tests.training.payments.paid import (
    APPLIED,
    AUDITOR,
    CITY,
    DISTRICT,
    ELSEWHERE,
    GRANTED,
    PAID,
    SCHOOL,
    SECOND,
    WHOLE,
    Office,
    a_judged_world,
    to_applied,
)
from tests.webapp.checks.inspecting import staff_client
from tests.webapp.filling import fill_in, hidden_fields
from training.eligibility.terms import LineState
from training.records.ledgers.entries import LedgerEntry
from training.records.subsidies.lines import SubsidyLine

INDEX = "/desk/meetings"
MINUTES = a_pdf(more=[b"(minutes)"])


@pytest.fixture
def office(bare) -> Office:
    bare.now = GRANTED
    return a_judged_world(bare.database)


def text(answer) -> str:
    """The words of a page, without tags and runs of space, of a refusal too."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def boxes(client) -> list[str]:
    content = client.get(f"{INDEX}/new").get_data(as_text=True)
    return re.findall(r'name="line" value="([^"]+)"', content)


def note(client, chosen, *, minutes: bytes = MINUTES, key: str = "", **typed: str):
    form = {
        "number": "会议 7 号",
        "held_on": "2026-09-14",
        **typed,
        "line": chosen,
        "form_key": key or uuid4().hex,
        "minutes": FileStorage(BytesIO(minutes), "纪要.exe"),
    }
    boundary, body = encode_multipart(form)
    return client.post(INDEX, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def noted(client) -> str:
    answer = note(client, boxes(client))
    assert answer.status_code == 303, text(answer)
    return str(answer.headers["Location"])


def line_of(office: Office, name: str) -> str:
    return f"{INDEX}/lines/{office.lines()[name]}"


def test_from_the_meeting_to_the_payment(bare, office):
    clerk = staff_client(bare, DISTRICT)
    assert "王芳" in text(clerk.get(f"{INDEX}/new"))
    page = noted(clerk)
    assert "待公示" in text(clerk.get(page))
    assert clerk.get(f"{page}/minutes").get_data()[:5] == b"%PDF-"

    assert fill_in(clerk, page, f"{page}/publicity", phone="0472-5618000").status_code == 303
    shown = text(clerk.get(page))
    assert "公示到 2026-09-21 结束，次日起" in shown
    assert clerk.post(f"{page}/applications", data={"fund": "就业补助资金", "number": "1"}).status_code == 409

    bare.now = APPLIED
    clerk = staff_client(bare, DISTRICT)
    assert "申请拨付：就业补助资金 2 人，2,400.00 元" in text(clerk.get(page))
    assert fill_in(clerk, page, f"{page}/applications", number="申请 1 号").status_code == 303
    assert "拨付要由另一位同事登记" in text(clerk.get(page))

    bare.now = PAID
    second = staff_client(bare, SECOND)
    shown = second.get(page).get_data(as_text=True)
    assert "少于这笔拨付" in shown
    (address,) = re.findall(r'action="([^"]+/payments)"', shown)
    parts = {f"part-{each}": "1,200.00" for each in office.lines().values()}
    said = {"voucher": "PZ-1", "paid_on": "2026-09-23", "amount": "2,400.00"}
    assert fill_in(second, page, address, **said, **parts).status_code == 303

    shown = text(second.get(page))
    assert "已拨付" in shown
    assert "拨付 2,400.00 元，凭证 PZ-1" in shown
    assert "以自治区系统数据为准" in shown
    assert set(office.states().values()) == {LineState.PAID}
    assert "2 人：已拨付 2" in text(second.get(INDEX))


def test_who_is_not_ticked_stays_for_another_meeting(bare, office):
    clerk = staff_client(bare, DISTRICT)

    answer = note(clerk, boxes(clerk)[:1])

    assert answer.status_code == 303
    assert sorted(office.states().values()) == sorted([LineState.GRANTED, LineState.ELIGIBLE])


def test_less_than_the_standard_is_typed_for_a_class(bare, office):
    clerk = staff_client(bare, DISTRICT)
    own = str(office.class_id())

    answer = note(clerk, boxes(clerk), **{"class": own, f"amount-{own}": "1000"})

    assert "审定合计 2,000.00 元" in text(clerk.get(answer.headers["Location"]))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": ""}, "请填写会议号"),
        ({"held_on": "明天"}, "请填写会议日期"),
        ({"held_on": "2026-09-16"}, "不晚于今天的会议日期"),
        ({"minutes": b""}, "没有收到会议纪要"),
        ({"minutes": b"not a picture"}, "您给的“纪要.exe”是文本文件（1 KB），不能作会议纪要"),
        ({"minutes": b"%PDF-1.7\n" + bytes(11 * 2**20)}, "是 PDF（11.0 MB），不能作会议纪要"),
    ],
)
def test_a_meeting_that_lacks_something_is_refused_and_leaves_no_file(bare, office, typed, words):
    clerk = staff_client(bare, DISTRICT)

    answer = note(clerk, boxes(clerk), **typed)

    assert (answer.status_code in (400, 409, 422), words in text(answer)) == (True, True)
    assert set(office.states().values()) == {LineState.ELIGIBLE}


def test_whoever_ticks_nobody_is_told_to_tick_somebody(bare, office):
    office.grant()
    clerk, page = staff_client(bare, DISTRICT), f"{INDEX}/{office.meeting}"

    answer = fill_in(clerk, page, f"{page}/struck", reason="纪要里没有")

    assert (answer.status_code, "请先在名单里勾选要去掉的人" in text(answer)) == (422, True)
    assert set(office.states().values()) == {LineState.GRANTED}


def test_before_the_meeting_is_noted_the_page_says_what_it_comes_to(bare, office):
    shown = text(staff_client(bare, DISTRICT).get(f"{INDEX}/new"))

    assert "2 人可以上会，按标准共 2,400.00 元" in shown


def test_the_same_form_twice_is_one_meeting(bare, office):
    clerk = staff_client(bare, DISTRICT)
    chosen, key = boxes(clerk), uuid4().hex

    assert note(clerk, chosen, key=key).status_code == 303
    assert note(clerk, chosen, key=key).status_code == 303

    assert text(clerk.get(INDEX)).count("会议 7 号") == 1


def test_what_is_typed_in_vain_is_there_again(bare, office):
    clerk = staff_client(bare, DISTRICT)

    answer = note(clerk, boxes(clerk), number="会议 9 号", held_on="2026-09-16")

    assert 'value="会议 9 号"' in answer.get_data(as_text=True)


def test_an_objection_and_its_end_on_the_page_of_one_person(bare, office):
    office.grant()
    office.publicise()
    clerk, page = staff_client(bare, DISTRICT), line_of(office, "王芳")

    assert fill_in(clerk, page, f"{page}/objection", reason="李四说没来").status_code == 303
    assert "异议未处理" in text(clerk.get(page))
    refused = fill_in(clerk, page, f"{page}/objection/settled", reason="", verdict="refuse")
    assert refused.status_code == 422
    assert (
        fill_in(clerk, page, f"{page}/objection/settled", reason="已核实", verdict="refuse").status_code
        == 303
    )

    assert "异议不成立" in text(clerk.get(page))
    assert office.states()["王芳"] is LineState.PUBLIC


def test_after_the_publicity_the_page_asks_on_which_day_it_came_and_says_what_a_later_report_leads_to(
    bare, office
):
    office.grant()
    office.publicise()
    bare.now = APPLIED
    clerk, page = staff_client(bare, DISTRICT), f"{INDEX}/lines/{office.lines()['王芳']}"
    shown = text(clerk.get(page))
    assert "公示已于 2026-09-21 结束，以后反映的不算公示异议" in shown

    late = fill_in(clerk, page, f"{page}/objection", reason="李四说没来", received_on="2026-09-22")
    in_time = fill_in(clerk, page, f"{page}/objection", reason="李四说没来", received_on="2026-09-21")

    words = "定为不可补贴，写明原因；同班还没有申请拨付的其他人也要重新上会"
    assert (late.status_code, words in text(late)) == (409, True)
    assert in_time.status_code == 303
    assert "2026-09-21 收到" in text(clerk.get(page))


def test_two_objections_stand_one_below_the_other_and_each_has_a_form(bare, office):
    office.grant()
    office.publicise()
    clerk, page = staff_client(bare, DISTRICT), line_of(office, "王芳")
    for reason in ("李四说没来", "张三说有工作"):
        assert fill_in(clerk, page, f"{page}/objection", reason=reason).status_code == 303
    first, second = office.objections("王芳")

    said = {"reason": "已核实", "verdict": "refuse"}
    refused = clerk.post(f"{page}/objection/settled", data={**said, "objection": "1", "seen": "4-0"})
    assert refused.status_code == 409
    assert fill_in(clerk, page, f"{page}/objection/settled", objection=str(second), **said).status_code == 303

    shown = clerk.get(page).get_data(as_text=True)
    assert (str(first) in shown, str(second) in shown) == (True, False)
    assert "异议未处理" in shown


def test_who_objected_is_not_for_auditors(bare, office):
    office.grant()
    office.publicise()
    office.object_to("王芳", "李四说没来")

    auditor = text(staff_client(bare, AUDITOR).get(line_of(office, "王芳")))
    city = text(staff_client(bare, CITY).get(line_of(office, "王芳")))

    assert ("李四" in auditor, "王芳" in auditor, "王*" in auditor) == (False, False, True)
    assert "李四" in city


def test_a_form_of_a_page_that_is_no_longer_so_is_refused(bare, office):
    office.grant()
    office.publicise()
    clerk, page = staff_client(bare, DISTRICT), line_of(office, "王芳")

    answer = clerk.post(f"{page}/objection", data={"reason": "李四说没来", "seen": "1-0"})

    assert (answer.status_code, "刚刚有变化" in text(answer)) == (409, True)


def test_money_is_demanded_back_and_comes(bare, office):
    to_applied(office).pay({"王芳": WHOLE, "李丽": WHOLE})
    bare.now = PAID
    clerk, page = staff_client(bare, DISTRICT), line_of(office, "王芳")

    assert fill_in(clerk, page, f"{page}/recoveries", amount="1200.01", reason="重复").status_code == 422
    assert fill_in(clerk, page, f"{page}/recoveries", amount="1200", reason="重复").status_code == 303
    second = staff_client(bare, SECOND)
    shown = second.get(page).get_data(as_text=True)
    (address,) = re.findall(r'action="([^"]+/recoveries/[^"/]+)"', shown)
    said = {"received_on": "2026-09-23", "voucher": "HD-1"}
    assert "/recoveries/" not in clerk.get(page).get_data(as_text=True)
    assert clerk.post(address, data=hidden_fields(second, page, address) | said).status_code == 403
    assert fill_in(second, page, address, **said).status_code == 303

    assert "已追回" in text(clerk.get(page))
    assert office.states()["王芳"] is LineState.RECOVERED


def test_money_comes_in_parts_and_what_was_written_wrongly_is_taken_back_on_the_page(bare, office):
    to_applied(office).pay({"王芳": WHOLE, "李丽": WHOLE})
    demanded = office.demand("王芳", WHOLE)
    bare.now = PAID
    second, page = staff_client(bare, SECOND), line_of(office, "王芳")
    own = f"{page}/recoveries/{demanded}"
    said = {"received_on": "2026-09-23", "voucher": "HD-1"}

    assert fill_in(second, page, own, amount="1200.01", **said).status_code == 422
    assert fill_in(second, page, own, amount="200", **said).status_code == 303
    shown = text(second.get(page))
    assert "到账一部分 还差 1,000.00 元" in shown
    clerk = staff_client(bare, DISTRICT)
    assert "要由另一位同事登记" in text(clerk.get(page))
    assert fill_in(clerk, page, f"{own}/receipts/1/undone", reason="回单是别人的").status_code == 303
    assert fill_in(second, page, f"{own}/withdrawn", reason="查实没有重复").status_code == 303

    shown = text(clerk.get(page))
    assert "已撤销追回" in shown
    assert "查实没有重复" in shown
    assert [fen for _, fen, _ in office.ledger()] == [-2 * WHOLE, 20_000, -20_000]


def test_a_payment_is_undone_on_the_page_by_two_and_recorded_anew(bare, office):
    paid = to_applied(office).pay({"王芳": WHOLE})
    bare.now = PAID
    page = f"{INDEX}/{office.meeting}"
    own = f"{page}/applications/payments/{paid}/undoing"
    second, clerk = staff_client(bare, SECOND), staff_client(bare, DISTRICT)

    assert fill_in(second, page, own, reason="").status_code == 422
    assert fill_in(second, page, own, reason="应付李丽").status_code == 303
    assert "这笔撤销是您申请的，要由另一位同事同意" in text(second.get(page))
    assert "撤销待同意" in text(clerk.get(page))
    assert second.post(f"{own}/decision", data={"verdict": "approve"}).status_code == 403
    assert fill_in(clerk, page, f"{own}/decision", verdict="approve").status_code == 303

    shown = text(clerk.get(page))
    assert "凭证 PZ-1 已撤销登记： 应付李丽" in shown
    assert "凭证 PZ-1（已撤销）" in shown
    assert "应付李丽" not in text(staff_client(bare, AUDITOR).get(page))
    office.pay({"李丽": WHOLE})
    assert office.states() == {"王芳": LineState.APPLIED, "李丽": LineState.PAID}


def test_the_page_of_an_entry_leads_to_the_payment_that_wrote_it(bare, office):
    to_applied(office).pay({"王芳": WHOLE})
    bare.now = PAID
    with office.database.reading() as session:
        entry = session.scalars(select(LedgerEntry.public_id)).one()
    clerk, page = staff_client(bare, DISTRICT), f"/desk/ledgers/entries/{entry}"

    shown = clerk.get(page).get_data(as_text=True)

    assert f"{INDEX}/{office.meeting}" in shown
    assert f"{page}/reverse" not in shown
    refused = clerk.post(f"{page}/reverse", data={"on_day": "2026-09-23", "voucher": "1", "reason": "错"})
    assert (refused.status_code, "撤销登记" in text(refused)) == (409, True)


def test_whom_a_later_list_names_stands_on_the_page_until_it_is_settled(bare, office):
    to_applied(office).pay({"王芳": WHOLE})
    office.found("王芳", "李丽")
    bare.now = PAID
    clerk, page = staff_client(bare, DISTRICT), line_of(office, "王芳")
    assert "在新的比对名单里：在职参保 待核实" in text(clerk.get(page))
    assert "请先从申请里撤下" in text(clerk.get(line_of(office, "李丽")))

    (address,) = re.findall(r'action="([^"]+/found/[^"]+)"', clerk.get(page).get_data(as_text=True))
    assert fill_in(clerk, page, address, reason="同名，已核对").status_code == 303

    assert "核实不影响，同名，已核对" in text(clerk.get(page))
    assert "同名" not in text(staff_client(bare, AUDITOR).get(page))


def test_one_person_is_taken_out_of_an_application(bare, office):
    to_applied(office).pay({"王芳": WHOLE})
    bare.now = PAID
    clerk, page = staff_client(bare, DISTRICT), line_of(office, "李丽")

    assert fill_in(clerk, page, f"{page}/withdrawn", reason="").status_code == 422
    assert fill_in(clerk, page, f"{page}/withdrawn", reason="财政不拨").status_code == 303

    assert "财政不拨" in text(clerk.get(page))
    assert office.states()["李丽"] is LineState.PUBLIC


def test_finance_gives_an_application_back(bare, office):
    to_applied(office)
    bare.now = PAID
    clerk, page = staff_client(bare, DISTRICT), f"{INDEX}/{office.meeting}"
    address = f"{page}/applications/{office.application}/return"

    assert fill_in(clerk, page, address, reason="材料不全").status_code == 303

    shown = text(clerk.get(page))
    assert "撤回原因：材料不全" in shown
    assert clerk.get(f"{page}/applications/{office.application}.xlsx").status_code == 404


def test_before_the_publicity_somebody_is_taken_off_the_list(bare, office):
    office.grant()
    clerk, page = staff_client(bare, DISTRICT), f"{INDEX}/{office.meeting}"

    answer = fill_in(clerk, page, f"{page}/struck", line=str(office.lines()["李丽"]), reason="纪要里没有")

    assert answer.status_code == 303
    assert office.states() == {"王芳": LineState.GRANTED, "李丽": LineState.ELIGIBLE}


def test_the_sheets_name_everybody_and_say_whose_figures_count(bare, office):
    to_applied(office)
    bare.now = PAID
    clerk, page = staff_client(bare, DISTRICT), f"{INDEX}/{office.meeting}"

    board = load_workbook(BytesIO(clerk.get(f"{page}/notice.xlsx").get_data())).active
    asked = load_workbook(BytesIO(clerk.get(f"{page}/applications/{office.application}.xlsx").get_data()))

    assert clerk.get(f"{page}/notice.pdf").get_data().startswith(b"%PDF")
    assert [each.value for each in board[2]] == [
        *("序号", "姓名", "身份证号", "培训机构", "班级", "补贴项目", "补贴金额（元）")
    ]
    assert [each.value for each in board[3]][1] == "王芳"
    assert "*" in board["C3"].value
    assert [row[0].value for row in board.iter_rows(min_row=5)] == [
        "公示期：2026-09-15 至 2026-09-21",
        "监督电话：0472-5618000",
        "以自治区系统数据为准",
    ]
    assert [each.value for each in asked["拨付申请表"][4]] == ["合计", "", "", "", 2, 2400]
    first = [each.value for each in asked["补贴花名册"][2]]
    assert first[1] == "王芳"
    assert "*" not in first[2]
    assert first[9:13] == [1200, 1200, "就业补助资金", "可补贴"]


def test_an_auditor_reads_masked_and_opens_no_minutes(bare, office):
    to_applied(office)
    bare.now = PAID
    auditor, page = staff_client(bare, AUDITOR), f"{INDEX}/{office.meeting}"

    shown = text(auditor.get(page))
    sheet = load_workbook(BytesIO(auditor.get(f"{page}/applications/{office.application}.xlsx").get_data()))

    assert ("王芳" in shown, "王*" in shown) == (False, True)
    assert "*" in [each.value for each in sheet["补贴花名册"][2]][2]
    assert auditor.get(f"{page}/minutes").status_code == 404


def test_a_school_and_another_district_find_nothing(bare, office):
    office.grant()

    for who in (SCHOOL, ELSEWHERE):
        assert staff_client(bare, who).get(f"{INDEX}/{office.meeting}").status_code == 404


def test_everybody_reads_a_publicity_until_its_last_day_without_phones(bare, office):
    office.grant()
    made = office.publicise()
    address = f"/publicity/{made.public_id}"

    anybody = bare.client()
    first, page = anybody.get("/publicity"), anybody.get(address)

    assert "昆都仑区" in text(first)
    shown = text(page)
    for words in (
        "王芳",
        "包头市第一培训学校",
        "1,200.00 元",
        "监督电话 0472-5618000",
        "以自治区系统数据为准",
    ):
        assert words in shown
    assert "139" not in shown
    assert re.search(r"\d{6}\*{8,}\d{4}|\d{4}\*+\d{4}", shown)
    assert not re.search(r"\d{17}", shown)
    assert page.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert 'name="robots" content="noindex' in page.get_data(as_text=True)


@pytest.mark.parametrize(("clock", "status"), [("2026-09-21T23:59", 200), ("2026-09-22T00:00", 404)])
def test_it_is_gone_after_the_last_day(bare, office, clock, status):
    office.grant()
    made = office.publicise()
    bare.now = APPLIED.fromisoformat(f"{clock}+08:00")

    assert bare.client().get(f"/publicity/{made.public_id}").status_code == status
    assert ("会议 7 号" in text(bare.client().get("/publicity"))) == (status == 200)


def test_who_is_taken_out_by_an_objection_is_gone_at_once(bare, office):
    office.grant()
    made = office.publicise()
    office.object_to("王芳")
    office.settle("王芳", "没有上课", upheld=True)

    shown = text(bare.client().get(f"/publicity/{made.public_id}"))

    assert ("王芳" in shown, "李丽" in shown) == (False, True)


def test_what_there_is_not_is_said_so(bare, office):
    assert "现在没有正在公示的名单" in text(bare.client().get("/publicity"))
    assert bare.client().get(f"/publicity/{UUID(int=1)}").status_code == 404


def test_a_name_like_a_formula_stays_a_name(bare, office):
    with bare.database.writing() as session:
        line = session.scalars(select(SubsidyLine).order_by(SubsidyLine.id)).first()
        line.enrolment.trainee.name = "=1+1"
    office.grant()
    office.publicise()

    sheet = staff_client(bare, DISTRICT).get(f"{INDEX}/{office.meeting}/notice.xlsx").get_data()

    cell = load_workbook(BytesIO(sheet)).active["B3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
