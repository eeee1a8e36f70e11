"""From the counter to the payment: at a desk and on a phone, with scripts and without."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from tests.browser.checked import opened
from tests.browser.claiming import (
    AUDITOR,
    HELPER,
    OFFICE,
    a_qualified_trainee,
    claim_id,
    enter,
    register_office,
    set_standard,
)
from tests.browser.conftest import Visit
from tests.browser.installation import Installation
from tests.browser.test_claims import _pass_licence, _pass_taxi
from tests.browser.test_every_page import TOO_WIDE
from tests.browser.visitor import PHONE_SIZE, Visitor, keep_picture
from tests.pdfs import a_pdf
from tests.training.claims.claiming import let_it_end
from training.notice.clock import SHANGHAI
from training.records.claims.claims import C1Claim
from training.records.claims.papers import PaperOpening
from training.records.payments.meetings import SubsidyPublicity

DESK = {"width": 1280, "height": 800}
MINUTES = {"name": "纪要.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}


@pytest.fixture(
    params=[(True, DESK), (False, PHONE_SIZE)], ids=["at a desk with scripts", "on a phone without scripts"]
)
def clerks(browser: Browser, product: Installation, request: pytest.FixtureRequest):
    """One files at the counter, the other reviews and carries the money on."""
    scripts, size = request.param
    contexts = [
        browser.new_context(viewport=size, locale="zh-CN", java_script_enabled=scripts) for _ in range(2)
    ]
    yield [Visitor(context, product, scripts) for context in contexts]
    for context in contexts:
        context.close()


def test_a_claim_goes_from_the_counter_to_the_payment(clerks: list[Visitor], product: Installation):
    helper, office = clerks
    set_standard(product)
    name = "周桂兰" if helper.scripts else "吴秀珍"
    enrolment = _a_trainee(product, name)
    _file_at_the_counter(helper, name)
    _review(office, _claim_of(product, enrolment))

    _grant(office, name)
    office.page.get_by_label("监督电话").fill("0472-5618000")
    office.press("开始公示")
    keep_picture(office.page, f"office_publicity_{office.scripts}")
    expect(office.page.locator("h1")).to_contain_text("公示中")
    expect(office.page.locator("main")).to_contain_text("次日起才能申请拨付")
    _let_the_publicity_end(product)
    office.page.reload()
    office.page.get_by_label("申请文号").fill(f"申请 {name}")
    office.press("登记：已向财政部门申请 1,200.00 元")
    expect(office.page.locator("main")).to_contain_text("要由另一位同事登记")
    _pay(helper, office.page.url, f"凭证 {name}")
    office.page.reload()

    expect(office.page.locator("h1")).to_contain_text("已拨付")
    keep_picture(office.page, f"office_paid_{office.scripts}")
    assert office.page.evaluate(TOO_WIDE) == []
    assert (helper.complaints, office.complaints) == ([], [])


def test_an_auditor_reads_everything_and_opens_and_changes_nothing(visits: Visit, product: Installation):
    auditor = visits()
    before = _openings(product)
    enter(auditor, f"/desk/claims/{claim_id(product, 'approved')}", AUDITOR)

    expect(auditor.page.locator("main")).to_contain_text("审计人员不打开个人材料")
    assert auditor.page.locator("main form").count() == 0
    assert _openings(product) == before


def test_papers_are_gone_through_by_keys_and_open_large(browser: Browser, product: Installation):
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    reviewer = Visitor(context, product)
    enter(reviewer, f"/desk/claims/{claim_id(product, 'waiting')}")
    page = reviewer.page
    page.wait_for_load_state("load")

    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator("[data-paper]").nth(1)
    expect(second.locator(":focus")).to_have_count(1)
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("n")
    expect(second.get_by_label("退回原因")).to_be_focused()
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("k")
    page.locator("body").click(position={"x": 2, "y": 2})
    page.keyboard.press("y")
    expect(page.locator("[data-paper]").first.get_by_role("button", name="通过这张")).to_be_focused()
    with context.expect_page() as opening:
        page.locator("[data-paper] img").first.click()
    large = opening.value
    large.wait_for_load_state()
    assert large.evaluate("document.images[0].naturalWidth") >= 1200
    assert reviewer.complaints == []
    context.close()


def _a_trainee(product: Installation, name: str) -> int:
    register_office(product)
    with opened(product) as (database, _), database.writing() as session:
        made = a_qualified_trainee(session)
        made.trainee.name = name
        return made.id


def _file_at_the_counter(helper: Visitor, name: str) -> None:
    enter(helper, "/desk/claims/counter", HELPER)
    helper.page.get_by_label("身份证号").fill(name)
    helper.press("查找")
    helper.page.get_by_role("link", name=name).click()
    helper.press("学员本人在场，开始代办")
    helper.hand_in("licence-1")
    helper.page.locator("summary", has_text="出租车从业资格证").first.click()
    helper.hand_in("taxi-1")
    helper.follow("核对并提交")
    helper.page.get_by_label("已签字").check()
    helper.press("提交审核")
    expect(helper.page.locator("h1")).to_contain_text("待审")


def _claim_of(product: Installation, enrolment: int) -> C1Claim:
    with opened(product) as (database, _), database.reading() as session:
        return session.scalars(select(C1Claim).where(C1Claim.enrolment_id == enrolment)).one()


def _review(office: Visitor, claim: C1Claim) -> None:
    enter(office, f"/desk/claims/{claim.public_id}", OFFICE)
    expect(office.page.locator("main")).to_contain_text(f"由{HELPER}在窗口代办")
    _pass_licence(office.page)
    _pass_taxi(office.page)
    office.press("审核通过")
    with opened(office.product) as (database, _), database.writing() as session:
        # A tenth is drawn for a second look of the city, which is not what this is about.
        session.get_one(C1Claim, claim.id).look_is_due = False


def _grant(office: Visitor, name: str) -> None:
    office.open("/desk/claims")
    office.follow("上会和拨付")
    office.follow("登记会议审定")
    office.page.get_by_label("会议号").fill(f"包人社会〔2026〕{name}")
    office.page.get_by_label("会议日期").fill(f"{datetime.now(SHANGHAI):%Y-%m-%d}")
    office.page.get_by_label("会议纪要").set_input_files(MINUTES)  # type: ignore[arg-type]
    for label in office.page.locator("label.pick").all():
        if name not in label.inner_text():
            label.locator("input").uncheck()
    office.press("登记会议审定")


def _pay(helper: Visitor, address: str, voucher: str) -> None:
    """Another hand than the one that applied."""
    helper.open(urlsplit(address).path)
    helper.page.get_by_label("拨付日期").fill(f"{datetime.now(SHANGHAI):%Y-%m-%d}")
    helper.page.get_by_label("凭证号").fill(voucher)
    helper.press("登记已拨付")
    expect(helper.page.locator("h1")).to_contain_text("已拨付")


def _let_the_publicity_end(product: Installation) -> None:
    with opened(product) as (database, _), database.writing() as session:
        newest = session.scalars(select(SubsidyPublicity).order_by(SubsidyPublicity.id.desc())).first()
        assert newest is not None
        let_it_end(newest, (datetime.now(SHANGHAI) - timedelta(days=2)).date())


def _openings(product: Installation) -> int:
    with opened(product) as (database, _), database.reading() as session:
        return len(session.scalars(select(PaperOpening.id)).all())
