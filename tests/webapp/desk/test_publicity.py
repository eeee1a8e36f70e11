"""From the meeting to the payment on the office's pages, through the real routes, store and cipher."""

import re
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.pdfs import a_pdf, a_stream
from tests.training.claims.claiming import (
    NOW,
    SOON,
    a_c1_enrolment,
    a_reviewer,
    a_submitted_claim,
    an_approval,
    pass_all,
    somebody,
)
from tests.webapp.checks.inspecting import main_of
from tests.webapp.filling import fill_in, hidden_fields
from tests.webapp.trainees.test_claims import a_photo, files, staff
from training.claims.acts.approve_claim import approve_claim
from training.claims.acts.send_back_claim import send_back_claim
from training.claims.terms import ClaimState
from training.notice.terms import Role
from training.records.claims.claims import C1Claim, ClaimPayment
from training.records.staff.staff import Staff
from training.records.subsidies.publicity import Publicity
from training.subsidies.views.see_publicity import see_publicity

MINUTES = a_pdf(more=[b"(minutes)"])
INDEX = "/desk/claims/publicity"
ACTS = ("objection", "objection/settled", "payment")
TYPED = {"number": "包人社会〔2026〕6号", "held_on": "2026-06-01", "amount": "1,200"}


@pytest.fixture
def office(bare):
    """王芳 and 李强 are approved by 审核员甲; two days later the meeting has met."""
    with bare.database.writing() as session:
        an_approval(session)
        reviewer = a_reviewer(session)
        a_reviewer(session, "青山审核员", "青山区")
        somebody(session, "市局复查员", Role.CITY)
        somebody(session, "审计员", Role.AUDITOR)
        for place, name in enumerate(("王芳", "李强"), 1):
            enrolment = a_c1_enrolment(session, f"C1-{place}", name=name, phone=f"1380000000{place}")
            rules = enrolment.training_class.rule_set
            rules.numbers = rules.numbers | {"second_look_percent": 0}
            claim = a_submitted_claim(session, enrolment)
            pass_all(session, claim, reviewer)
            approve_claim(session, reviewer, claim.public_id, seed=b"s" * 32, now=NOW + SOON)
    bare.now = NOW + 2 * SOON
    return bare


def claims(world) -> list[C1Claim]:
    with world.database.reading() as session:
        return list(session.scalars(select(C1Claim).order_by(C1Claim.id)))


def eight_days_later(world):
    """The publicity is over; the clerk comes in anew."""
    world.pass_by(days=8)
    return staff(world)


def text(answer) -> str:
    """The words of a page, without tags and runs of space, of a refusal too."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)).split())


def begin(world, client, *, minutes: bytes = MINUTES, key: str = "", chosen=None, **typed: str):
    ids = [each.public_id for each in claims(world)] if chosen is None else chosen
    form = {
        **(TYPED | typed),
        "claim": [str(each) for each in ids],
        "form_key": key or uuid4().hex,
        "minutes": FileStorage(BytesIO(minutes), "纪要.exe"),
    }
    boundary, body = encode_multipart(form)
    return client.post(INDEX, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def begun(world, client) -> str:
    answer = begin(world, client)
    assert answer.status_code == 303, text(answer)
    return str(answer.headers["Location"])


def seen_list(world, page: str) -> str:
    """What a form of the publicity's page would carry, did the page show it."""
    with world.database.reading() as session:
        clerk = session.scalars(select(Staff).where(Staff.name == "审核员甲")).one()
        return see_publicity(session, clerk, UUID(page.split("/")[-1]), now=world.now).seen


def test_from_the_meeting_to_the_payment(office):
    clerk = staff(office)
    assert "王芳" in text(clerk.get(f"{INDEX}/new"))
    page = begun(office, clerk)
    shown = text(clerk.get(page))
    assert "公示中" in shown
    assert "公示到 2026-06-08 结束，次日起才能申请拨付" in shown
    early = clerk.post(f"{page}/apply", data={"seen": seen_list(office, page)})
    assert (early.status_code, "公示到 2026-06-08 结束" in text(early)) == (409, True)

    clerk = eight_days_later(office)
    assert "2 人可以申请拨付，合计 2,400.00 元" in text(clerk.get(page))
    assert clerk.get(f"{page}/application").status_code == 404
    assert fill_in(clerk, page, f"{page}/apply").status_code == 303
    assert "已申请拨付" in text(clerk.get(page))
    assert "合计 2,400.00 元" in text(clerk.get(f"{page}/application"))
    payment = {"amount": "1200", "paid_on": "2026-06-09", "voucher": "凭证-7"}
    assert fill_in(clerk, page, f"{page}/pay", **payment).status_code == 303

    shown = text(clerk.get(page))
    assert "已拨付 2 人，2,400.00 元" in shown
    assert "以自治区系统数据为准" in shown
    assert {each.state for each in claims(office)} == {ClaimState.PAID}
    assert "2 人：已拨付 2" in text(clerk.get(INDEX))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"number": ""}, "请补上会议号"),
        ({"held_on": "明天"}, "请填写会议日期"),
        ({"held_on": "2026-06-02"}, "不晚于今天的会议日期"),
        ({"amount": "一千"}, "金额“一千”应写成元"),
        ({"amount": "0"}, "每人补贴金额"),
        ({"minutes": b""}, "没有收到文件"),
        ({"minutes": b"not a picture"}, "不是能识别的照片"),
        ({"chosen": []}, "会议审定的人员"),
        ({"chosen": [uuid4()]}, "有 1 人现在不能公示"),
        ({"chosen": ["nonsense"]}, "会议审定的人员"),
    ],
)
def test_a_meeting_that_lacks_something_shows_nobody_and_leaves_no_file(office, typed, words):
    clerk = staff(office)
    before = files(office)

    answer = begin(office, clerk, **typed)

    assert answer.status_code in (409, 422)
    assert words in text(answer)
    assert files(office) == before
    assert {each.state for each in claims(office)} == {ClaimState.APPROVED}
    if "number" not in typed:
        assert TYPED["number"] in answer.get_data(as_text=True), "what was typed is lost"


def test_who_was_unticked_stays_unticked_when_the_form_comes_back(office):
    first, second = (each.public_id for each in claims(office))

    answer = begin(office, staff(office), amount="", chosen=[second]).get_data(as_text=True)

    assert not re.search(rf'value="{first}~\d+" checked', answer)
    assert re.search(rf'value="{second}~\d+" checked', answer)


def test_whoever_was_reviewed_anew_since_the_list_was_shown_is_not_publicised_by_it(office):
    clerk = staff(office)
    lay_open = re.findall(r'name="claim" value="([^"]+)"', clerk.get(f"{INDEX}/new").get_data(as_text=True))
    with office.database.writing() as session:
        city = session.scalars(select(Staff).where(Staff.name == "市局复查员")).one()
        reviewer = session.scalars(select(Staff).where(Staff.name == "审核员甲")).one()
        again = session.scalars(select(C1Claim).order_by(C1Claim.id)).first().public_id
        send_back_claim(session, city, again, "请重新核对。", now=office.now)
        approve_claim(session, reviewer, again, seed=b"s" * 32, now=office.now).look_is_due = False

    answer = begin(office, clerk, chosen=lay_open)

    assert (answer.status_code, "有 1 人现在不能公示或重新审核过" in text(answer)) == (409, True)
    assert {each.state for each in claims(office)} == {ClaimState.APPROVED}
    now_shown = re.findall(r'name="claim" value="([^"]+)"', answer.get_data(as_text=True))
    assert begin(office, clerk, chosen=now_shown).status_code == 303


def test_one_meeting_that_granted_two_amounts_is_two_publicities(office):
    clerk = staff(office)
    first, second = (each.public_id for each in claims(office))

    begin(office, clerk, chosen=[first], amount="1200")
    begin(office, clerk, chosen=[second], amount="800.50")

    shown = text(clerk.get(INDEX))
    assert shown.count(TYPED["number"]) == 2
    assert "每人 1,200.00 元" in shown
    assert "每人 800.50 元" in shown


def test_the_same_form_sent_twice_is_one_publicity_and_one_file(office):
    clerk = staff(office)
    before = len(files(office))

    answers = [begin(office, clerk, key="the same") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    with office.database.reading() as session:
        assert session.scalar(select(func.count(Publicity.id))) == 1
    assert len(files(office)) == before + 1


def test_the_minutes_are_sealed_and_come_back_as_they_were(office):
    page = begun(office, staff(office))
    assert not any(MINUTES in path.read_bytes() for path in files(office))

    answer = staff(office, "审计员").get(f"{page}/minutes")

    assert answer.data == MINUTES
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_minutes_may_be_a_photo_that_is_drawn_anew(office):
    clerk = staff(office)
    page = begin(office, clerk, minutes=a_photo()).headers["Location"]

    answer = clerk.get(f"{page}/minutes")

    assert (answer.mimetype, answer.headers["Content-Disposition"]) == ("image/jpeg", "inline")


def test_an_objection_is_logged_settled_and_holds_only_that_claim(office):
    clerk = staff(office)
    page = begun(office, clerk)
    own = f"/desk/claims/{claims(office)[0].public_id}"
    refused = fill_in(clerk, own, f"{own}/objection", reason=" ")
    assert (refused.status_code, "登记异议要写明原因" in text(refused)) == (422, True)
    form = hidden_fields(clerk, own, f"{own}/objection") | {"reason": "有人反映"}
    for _ in range(2):
        assert clerk.post(f"{own}/objection", data=form).status_code == 303
    assert "有异议，还没有处理完毕" in text(clerk.get(page))
    clerk = eight_days_later(office)

    fill_in(clerk, page, f"{page}/apply")
    assert [each.state for each in claims(office)] == [ClaimState.PUBLICISED, ClaimState.APPLIED]
    assert "异议未处理，本次不申请" in text(clerk.get(f"{page}/application"))
    settled = hidden_fields(clerk, own, f"{own}/objection/settled")
    assert clerk.post(f"{own}/objection/settled", data=settled | {"reason": "已核实"}).status_code == 303
    again = settled | {"reason": "再来", "form_key": "another"}
    assert clerk.post(f"{own}/objection/settled", data=again).status_code == 409
    fill_in(clerk, page, f"{page}/apply")

    assert {each.state for each in claims(office)} == {ClaimState.APPLIED}
    history = text(clerk.get(own))
    assert history.count("收到异议：有人反映") == 1


def test_the_trainee_reads_how_far_the_money_has_come(office):
    clerk = staff(office)
    page = begun(office, clerk)
    own = claims(office)[0]
    with office.database.reading() as session:
        address = f"/classes/{session.get_one(C1Claim, own.id).enrolment.public_id}/claim"
    trainee = office.signed_in()
    assert "公示到 2026-06-08 结束" in text(trainee.get(address))
    claim = f"/desk/claims/{own.public_id}"
    fill_in(clerk, claim, f"{claim}/objection", reason="邻居李四反映")
    objected = text(trainee.get(address))
    assert "旗县区正在核实" in objected
    assert "李四" not in objected, "who objected is told in confidence"
    fill_in(clerk, claim, f"{claim}/objection/settled", reason="已核实")
    clerk = eight_days_later(office)
    fill_in(clerk, page, f"{page}/apply")
    payment = {"amount": "1200", "paid_on": "2026-06-09", "voucher": "凭证-7"}
    fill_in(clerk, page, f"{page}/pay", **payment)

    assert "补贴 1,200.00 元已在 2026-06-09 拨付给培训机构" in text(office.signed_in().get(address))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": "1200.01"}, "会议审定每人 1,200.00 元，拨付不能超过"),
        ({"amount": "0"}, "大于 0 的金额"),
        ({"amount": "x"}, "应写成元"),
        ({"paid_on": ""}, "请填写拨付日期"),
        ({"paid_on": "2026-06-10"}, "不晚于今天的日期"),
        ({"paid_on": "2025-06-09"}, "公示到 2026-06-08 结束，拨付不会早于次日"),
        ({"voucher": " "}, "凭证号"),
        ({"voucher": "7" * 65}, "凭证号最多 64 个字符"),
        ({"amount": "99999999"}, "应写成元"),
    ],
)
def test_a_payment_that_cannot_be_is_refused_for_one_and_for_all(office, typed, words):
    clerk = staff(office)
    page = begun(office, clerk)
    clerk = eight_days_later(office)
    fill_in(clerk, page, f"{page}/apply")
    payment = {"amount": "1200", "paid_on": "2026-06-09", "voucher": "凭证-7"} | typed

    claim = f"/desk/claims/{claims(office)[0].public_id}"
    for shown, address in ((page, f"{page}/pay"), (claim, f"{claim}/payment")):
        answer = fill_in(clerk, shown, address, **payment)
        assert answer.status_code == 422
        assert words in text(answer)

    with office.database.reading() as session:
        assert session.scalar(select(func.count(ClaimPayment.id))) == 0


def test_one_claim_may_be_paid_by_a_voucher_of_its_own(office):
    clerk = staff(office)
    page = begun(office, clerk)
    clerk = eight_days_later(office)
    fill_in(clerk, page, f"{page}/apply")
    own = f"/desk/claims/{claims(office)[0].public_id}"
    payment = {"amount": "1000.50", "paid_on": "2026-06-09", "voucher": "凭证-6"}
    form = hidden_fields(clerk, own, f"{own}/payment") | payment

    assert [clerk.post(f"{own}/payment", data=form).status_code for _ in range(2)] == [303, 303]

    assert "拨付 1,000.50 元，凭证 凭证-6" in text(clerk.get(page))


def test_every_role_sees_and_does_what_is_theirs(office):
    page = begun(office, staff(office))
    claim = f"/desk/claims/{claims(office)[0].public_id}"
    reads = (page, f"{page}/notice", f"{page}/notice.xlsx", f"{page}/minutes")
    acts = (
        f"{page}/apply",
        f"{page}/pay",
        f"{claim}/objection",
        f"{claim}/objection/settled",
        f"{claim}/payment",
    )

    for name in ("市局复查员", "审计员"):
        client = staff(office, name)
        assert [client.get(each).status_code for each in (INDEX, *reads)] == [200] * 5
        assert [client.post(each).status_code for each in (INDEX, *acts)] == [404] * 6
        assert client.get(f"{INDEX}/new").status_code == 404
        assert '<form method="post" action="/desk' not in main_of(client.get(page).text)
    elsewhere = staff(office, "青山审核员")
    assert [elsewhere.get(each).status_code for each in reads] == [404] * 4
    assert [elsewhere.post(each, data={"reason": "x"}).status_code for each in acts[:3]] == [404] * 3
    assert "现在没有可以公示的申领" in text(elsewhere.get(f"{INDEX}/new"))
    assert office.client().get(page).status_code == 303


def test_lists_and_pages_show_no_full_number(office):
    clerk = staff(office)
    page = begun(office, clerk)
    clerk = eight_days_later(office)
    fill_in(clerk, page, f"{page}/apply")
    with office.database.reading() as session:
        secrets = [
            number
            for claim in session.scalars(select(C1Claim))
            for number in (claim.enrolment.trainee.id_number, claim.enrolment.trainee.phone)
        ]

    for path in ("", "/notice", "/application"):
        content = clerk.get(page + path).get_data(as_text=True)
        assert not any(secret in content for secret in secrets), path
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", content), path
    for path in ("/notice.xlsx", "/application.xlsx"):
        rows = list(load_workbook(BytesIO(clerk.get(page + path).data)).active.iter_rows(values_only=True))
        assert [row[1] for row in rows[1:3]] == ["王芳", "李强"]
        assert not any(secret in str(cell) for row in rows for cell in row for secret in secrets)
    total = ["合计", "2 人", None, None, "以自治区系统数据为准", 2400]
    assert [cell or None for cell in rows[-1]] == total


def test_the_claim_tells_the_city_how_the_second_look_was_drawn(office):
    page = text(staff(office, "市局复查员").get(f"/desk/claims/{claims(office)[0].public_id}"))

    assert (b"s" * 32).hex() in page
    assert "没有抽中" in page


def test_a_form_without_its_token_is_refused(office):
    clerk = staff(office)
    page = begun(office, clerk)
    office.app.config["WTF_CSRF_ENABLED"] = True

    for address in (INDEX, f"{page}/apply", f"{page}/pay"):
        assert clerk.post(address).status_code == 400


def test_a_meeting_may_decide_about_thousands(office):
    clerk = staff(office)
    many = [uuid4() for _ in range(3_000)]

    answer = begin(office, clerk, chosen=many, minutes=a_pdf(more=[a_stream(b"x" * 10_000_000)]))

    assert answer.status_code == 409
    assert "所选的有 3000 人现在不能公示" in text(answer)


def test_only_the_minutes_may_be_large(office):
    clerk = staff(office)

    assert begin(office, clerk, minutes=b"x" * (13 * 2**20)).status_code == 413
    assert begin(office, clerk, minutes=a_pdf(more=[a_stream(b"x" * 200_000)])).status_code == 303


def test_whatever_comes_as_minutes_is_never_a_fault_and_nothing_stays_half(office):
    clerk = staff(office)
    heads = some.sampled_from([b"", b"%PDF-1.4\n", a_photo()[:200], b"\x89PNG\r\n\x1a\n", b"PK\x03\x04"])

    @given(
        head=heads,
        body=some.binary(max_size=300),
        number=some.text(max_size=80),
        amount=some.text(max_size=12),
    )
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def holds(head, body, number, amount):
        before = len(files(office))
        answer = begin(office, clerk, minutes=head + body, number=number, amount=amount)
        refusals = (400,) if "\0" in number + amount else (303, 404, 409, 422)
        assert answer.status_code in refusals
        assert len(files(office)) == before + (answer.status_code == 303)

    holds()


def test_an_address_that_never_was_is_not_found(office):
    clerk = staff(office)

    for path in ("", "/notice", "/application", "/minutes", "/notice.xlsx", "/application.xlsx"):
        assert clerk.get(f"{INDEX}/{UUID(int=7)}{path}").status_code == 404


def test_the_list_that_lay_open_applies_and_pays_for_nobody_it_did_not_show(office):
    clerk = staff(office)
    page = begun(office, clerk)
    clerk = eight_days_later(office)
    to_apply = hidden_fields(clerk, page, f"{page}/apply")
    own = f"/desk/claims/{claims(office)[0].public_id}"
    fill_in(clerk, own, f"{own}/objection", reason="有人反映")

    answer = clerk.post(f"{page}/apply", data=to_apply)

    assert (answer.status_code, "这次公示的名单在您打开页面之后又有办理" in text(answer)) == (409, True)
    assert "1 人可以申请拨付" in text(answer)
    assert {each.state for each in claims(office)} == {ClaimState.PUBLICISED}
    fill_in(clerk, page, f"{page}/apply")
    payment = {"amount": "1200", "paid_on": "2026-06-09", "voucher": "凭证-7"}
    to_pay = hidden_fields(clerk, page, f"{page}/pay") | payment
    fill_in(clerk, own, f"{own}/objection/settled", reason="已核实")
    assert clerk.post(f"{page}/pay", data=to_pay).status_code == 409
    assert ClaimState.PAID not in {each.state for each in claims(office)}


def test_an_objection_that_the_page_did_not_show_is_not_settled_by_it(office):
    clerk = staff(office)
    begun(office, clerk)
    own = f"/desk/claims/{claims(office)[0].public_id}"
    fill_in(clerk, own, f"{own}/objection", reason="有人反映")
    lay_open = hidden_fields(clerk, own, f"{own}/objection/settled") | {"reason": "已核实"}
    fill_in(clerk, own, f"{own}/objection/settled", reason="已核实")
    fill_in(clerk, own, f"{own}/objection", reason="又有人反映")

    answer = clerk.post(f"{own}/objection/settled", data=lay_open | {"form_key": "another"})

    assert (answer.status_code, "重新核对" in text(answer)) == (409, True)
    assert claims(office)[0].has_objection


def test_who_was_approved_after_the_meeting_is_named_and_what_was_typed_stays(office):
    clerk = staff(office)
    assert "2026-06-01 审核通过" in text(clerk.get(f"{INDEX}/new"))
    before = files(office)

    answer = begin(office, clerk, held_on="2026-05-31", number="7号")

    assert answer.status_code == 409
    assert "2026-05-31 开会时还没有审核通过：王芳（2026-06-01 通过）、李强（2026-06-01 通过）。" in text(
        answer
    )
    assert 'value="7号"' in answer.get_data(as_text=True)
    assert files(office) == before
    assert {each.state for each in claims(office)} == {ClaimState.APPROVED}
