"""From the photo to 通过 and back through 退回, with a reviewer in another browser."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from sqlalchemy import select

from tests.browser.checked import opened
from tests.browser.claiming import a_qualified_trainee
from tests.browser.conftest import Visit
from tests.browser.installation import REVIEWER, Installation
from tests.browser.visitor import Visitor, a_photo, keep_picture
from training.records.classes.districts import RuleSet

BOTH = pytest.mark.parametrize(
    ("scripts", "phone"),
    [(True, "13800000202"), (False, "13800000203")],
    ids=["with scripts", "without scripts"],
)
# The name of a window outlives the page, which is loaded anew after the photo.
NOTE_SIZE = """() => {
    const send = XMLHttpRequest.prototype.send;
    XMLHttpRequest.prototype.send = function (form) {
        window.name = form.get("photo").size;
        return send.apply(this, arguments);
    };
}"""
DESK = {"width": 1280, "height": 900}


@pytest.fixture
def reviewer(browser: Browser, product: Installation):
    """At a desk, by the one-time link."""
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    visitor = Visitor(context, product)
    visitor.enter_as_staff(REVIEWER)
    yield visitor
    context.close()


@pytest.fixture(autouse=True)
def by_day(product: Installation) -> None:
    """At night nobody is texted and no card is drawn, and these tests run at any hour."""
    with opened(product) as (database, _), database.writing() as session:
        for rules in session.scalars(select(RuleSet)):
            rules.numbers = rules.numbers | {"quiet_from_hour": 0, "quiet_until_hour": 0}


@BOTH
def test_a_claim_goes_from_the_phone_through_a_return_to_the_approval(
    visits: Visit, reviewer: Visitor, scripts: bool, phone: str
):
    trainee = visits(java_script_enabled=scripts)
    page = trainee.page
    trainee.sign_in(phone)
    trainee.follow("C1 补贴申领")
    claim = page.url
    trainee.press("开始申领")
    trainee.hand_in("licence-1")
    page.locator("summary", has_text="出租车从业资格证").first.click()
    trainee.hand_in("taxi-1")
    keep_picture(page, f"claim_filled_{scripts}")
    _submit(trainee)
    expect(page.locator("h1")).to_contain_text("待审")

    _open_claim(reviewer, page, claim)
    keep_picture(reviewer.page, f"claim_review_{scripts}")
    licence = reviewer.page.locator("[data-paper]").first
    licence.get_by_role("button", name="退回这张").click()
    reviewer.press("退回补正")

    trainee.open_link_of_sms(phone, "您的C1申领有材料退回")
    expect(page).to_have_url(claim)
    expect(page.locator("h1")).to_contain_text("退回补正")
    expect(page.locator("#licence-1")).to_contain_text("退回原因：照片看不清")
    keep_picture(page, f"claim_returned_{scripts}")
    trainee.hand_in("licence-1")
    expect(page.locator("#licence-1")).to_contain_text("待提交")
    _submit(trainee)

    _open_claim(reviewer, page, claim)
    _pass_licence(reviewer.page)
    _pass_taxi(reviewer.page)
    reviewer.press("审核通过")
    expect(reviewer.page.locator("h1")).to_contain_text(re.compile("通过$"))
    trainee.open_link_of_sms(phone, "您的C1申领：通过")
    expect(page).to_have_url(claim)
    expect(page.locator("h1")).to_contain_text("通过")
    expect(page.locator(".steps")).to_contain_text("第三步 就业证明 已符合")
    assert (trainee.complaints, reviewer.complaints) == ([], [])


def test_a_reviewer_decides_in_the_chat_on_a_phone_and_the_sms_tells_the_trainee(visits: Visit):
    trainee, reviewer = visits(), visits()
    trainee.sign_in("13800000210")
    trainee.follow("C1 补贴申领")
    claim = trainee.page.url
    trainee.press("开始申领")
    trainee.hand_in("licence-1")
    trainee.page.locator("summary", has_text="出租车从业资格证").first.click()
    trainee.hand_in("taxi-1")
    _submit(trainee)

    reviewer.page.goto(reviewer.product.chat)
    reviewer.chat_as("wangqiang")
    card = reviewer.page.locator(".card", has_text="C1 申领").last
    expect(card).to_contain_text("C1 申领待审")
    keep_picture(reviewer.page, "chat_claim_card")
    card.get_by_role("button", name="退回", exact=True).click()
    reviewer.page.get_by_role("heading", name="退回补正", exact=True).wait_for()
    keep_picture(reviewer.page, "chat_claim_return")
    card.get_by_role("button", name="看申领").click()
    link = reviewer.page.get_by_role("link", name="打开材料逐张看").last
    reviewer.page.get_by_role("heading", name="申领 ").last.wait_for()
    keep_picture(reviewer.page, "chat_claim")
    with reviewer.context.expect_page() as opening:
        link.click()
    desk = opening.value
    desk.get_by_role("button", name="进入", exact=True).click()
    desk.locator("[data-paper] img").first.wait_for()
    keep_picture(desk, "claim_review_on_a_phone")
    _pass_licence(desk)
    _pass_taxi(desk)
    desk.close()
    card.get_by_role("button", name="通过", exact=True).click()

    expect(card).to_contain_text("C1 申领：审核通过")
    expect(card.get_by_role("button")).to_have_count(0)
    keep_picture(reviewer.page, "chat_claim_decided")
    trainee.open_link_of_sms("13800000210", "您的C1申领：通过")
    expect(trainee.page).to_have_url(claim)
    expect(trainee.page.locator("h1")).to_contain_text("通过")
    assert (trainee.complaints, reviewer.complaints) == ([], [])


def test_a_photo_is_made_smaller_on_the_phone(visits: Visit):
    trainee = visits()
    trainee.sign_in("13800000207")
    trainee.be(trainee.page.locator("button.row").first)
    trainee.follow("C1 补贴申领")
    trainee.press("开始申领")
    trainee.page.evaluate(NOTE_SIZE)

    trainee.hand_in("licence-1", _big_photo())

    assert 10_000 < int(trainee.page.evaluate("window.name")) < 600_000


def test_a_photo_is_sent_again_when_the_network_comes_back(visits: Visit):
    trainee = visits()
    trainee.sign_in("13800000201")
    trainee.follow("C1 补贴申领")
    trainee.press("开始申领")
    # The script must be there before the network goes, as on a phone that showed the page a while ago.
    trainee.page.wait_for_load_state("load")
    trainee.context.set_offline(True)
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": _big_photo()}
    trainee.page.locator("#file-licence-1").set_input_files(photo)
    expect(trainee.page.locator("#licence-1 .progress")).to_contain_text("照片还在")

    trainee.context.set_offline(False)

    trainee.page.locator("#licence-1 .thumbnail").wait_for()


def test_a_photo_that_arrives_takes_no_other_along_that_is_still_on_its_way(
    visits: Visit, product: Installation
):
    with opened(product) as (database, _), database.writing() as session:
        phone = a_qualified_trainee(session).trainee.phone
    trainee = visits()
    trainee.sign_in(phone)
    trainee.follow("C1 补贴申领")
    trainee.press("开始申领")
    held: list[Route] = []
    trainee.page.route("**/claim/licence/1", lambda route: held.append(route), times=1)
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
    trainee.page.locator("#file-licence-1").set_input_files(photo)
    expect(trainee.page.locator("#licence-1 .progress")).to_contain_text("正在上传")

    trainee.page.locator("#file-taxi-1").set_input_files(photo)
    expect(trainee.page.locator("#taxi-1 .progress")).to_contain_text("已收到")
    held[0].continue_()

    trainee.page.locator("#licence-1 .thumbnail").wait_for()
    trainee.page.locator("#taxi-1 .thumbnail").wait_for()


def _submit(trainee: Visitor) -> None:
    trainee.follow("核对并提交")
    keep_picture(trainee.page, "claim_submit")
    trainee.page.locator("input[name=consent]").check()
    trainee.press("提交审核")


def _open_claim(reviewer: Visitor, trainee: Page, claim: str) -> None:
    """The queue's oldest is the one, for nobody else in these tests has submitted."""
    reviewer.open("/desk/claims")
    reviewer.page.locator("[data-rows] tbody a").first.click()
    reviewer.page.locator("[data-paper] img").first.wait_for()


def _pass_licence(page: Page) -> None:
    card = page.locator("[data-paper]").first
    card.get_by_label("准驾车型").fill("C1")
    filed = page.locator("section[aria-labelledby=filed]").inner_text()
    issued_on = re.findall(r"\d{4}-\d{2}-\d{2}", filed)[-1]
    card.get_by_label("初次领证日期").fill(issued_on)
    card.get_by_label("是本人的").check()
    card.get_by_role("button", name="通过这张").click()
    expect(page.locator("[data-paper]").first).to_contain_text("✓ 通过")


def _pass_taxi(page: Page) -> None:
    card = page.locator("[data-paper]").nth(1)
    card.get_by_label("有效期起").fill("2026-01-01")
    card.get_by_label("是本人的").check()
    card.get_by_role("button", name="通过这张").click()
    expect(page.locator("[data-paper]").nth(1)).to_contain_text("✓ 通过")


def _big_photo() -> bytes:
    """Of a few MB: noise hardly compresses."""
    photo = Image.effect_noise((2400, 1800), 30).resize((3600, 2700)).convert("RGB")
    content = BytesIO()
    photo.save(content, "JPEG", quality=97)
    return content.getvalue()
