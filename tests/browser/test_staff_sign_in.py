"""Staff sign in with DingTalk: in a browser by its login page, inside it by its app."""

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, keep_picture

APP = "Mozilla/5.0 (Linux; Android 9; V1) AppleWebKit/537.36 Chrome/69.0 Mobile Safari/537.36 DingTalk/7.0.45"
# What the app puts into every page that it opens: its own side of the bridge, which here asks the stand-in.
BRIDGE = """(() => {
  window.nuva = {isReady: true, require: () => (succeed, fail, module, name, asked) => {
    window.askedOfApp = [module, name, asked.corpId];
    window.appAnswers(succeed, fail);
  }};
})()"""


def test_a_browser_signs_in_by_the_login_page_of_dingtalk(visits: Visit):
    for scripts in (True, False):
        visitor = visits(java_script_enabled=scripts)
        visitor.open("/desk")

        visitor.follow("用钉钉登录")
        keep_picture(visitor.page, "dingtalk_login_page")
        visitor.page.get_by_role("button", name="李敏").click()

        expect(visitor.page.get_by_role("heading", level=1)).to_have_text("总览")
        expect(visitor.page.get_by_role("banner")).to_contain_text("李敏")
        expect(visitor.page).to_have_url(visitor.product.web + "/desk")
        visitor.click(visitor.page.get_by_role("banner").locator("summary", has_text="李敏"))
        visitor.press("退出登录")
        expect(visitor.page.get_by_role("status")).to_have_text("✓ 已退出登录。")


def test_whoever_was_sent_to_a_page_comes_to_that_page(visits: Visit):
    visitor = visits()
    visitor.open("/feedback?of=all")

    visitor.follow("用钉钉登录")
    visitor.page.get_by_role("button", name="王强").click()

    expect(visitor.page).to_have_url(visitor.product.web + "/feedback?of=all")


def test_somebody_unknown_reads_the_number_to_hand_in(visits: Visit):
    visitor = visits()
    visitor.open("/desk")

    visitor.follow("用钉钉登录")
    visitor.page.get_by_role("button", name="未登记的人").click()

    expect(visitor.page.get_by_role("alert")).to_contain_text("发给管理员，登记后再登录：guest-1")
    expect(visitor.page.get_by_role("link", name="用钉钉登录")).to_be_visible()


def test_somebody_of_another_organisation_reads_that_only_members_come_in(visits: Visit):
    visitor = visits()
    visitor.open("/desk")

    visitor.follow("用钉钉登录")
    visitor.page.get_by_role("button", name="外部的人").click()

    expect(visitor.page.get_by_role("alert")).to_contain_text("只有本组织的成员能登录")


def test_a_page_opened_in_dingtalk_signs_in_by_itself(visits: Visit):
    visitor = _in_dingtalk(visits, "limin")

    visitor.open("/checks")

    expect(visitor.page).to_have_url(visitor.product.web + "/checks")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("查班")
    assert visitor.complaints == []


def test_the_app_is_asked_for_its_own_organisation(visits: Visit):
    visitor = _in_dingtalk(visits, "", answers="() => {}")

    visitor.open("/desk/enter")

    expect(visitor.page.get_by_role("status")).to_have_text("正在用钉钉登录…")
    asked = visitor.page.evaluate("window.askedOfApp")
    assert asked == ["runtime.permission", "requestAuthCode", "ding-sandbox"]
    assert visitor.complaints == []


def test_whoever_leaves_in_dingtalk_stays_outside_until_they_press(visits: Visit):
    visitor = _in_dingtalk(visits, "limin")
    visitor.open("/desk")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("总览")
    expect(visitor.page.get_by_role("banner")).to_contain_text("李敏")

    visitor.click(visitor.page.get_by_role("banner").locator("summary", has_text="李敏"))
    visitor.press("退出登录")
    expect(visitor.page.get_by_text("✓ 已退出登录。")).to_be_visible()
    assert visitor.page.evaluate("window.askedOfApp") is None

    visitor.follow("用钉钉登录")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("总览")
    expect(visitor.page.get_by_role("banner")).to_contain_text("李敏")


def test_where_the_app_does_not_answer_the_login_page_is_still_there(visits: Visit):
    visitor = _in_dingtalk(visits, "", answers="(succeed, fail) => fail({errorCode: 9, errorMessage: 'no'})")
    visitor.open("/desk/enter")
    expect(visitor.page.get_by_role("status")).to_have_text("钉钉没有自动登录，请点“用钉钉登录”。")
    keep_picture(visitor.page, "staff_enter_in_dingtalk")

    visitor.follow("用钉钉登录")
    visitor.page.get_by_role("button", name="李敏").click()

    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("总览")
    expect(visitor.page.get_by_role("banner")).to_contain_text("李敏")


def test_a_code_that_dingtalk_does_not_know_is_told_and_not_tried_for_ever(visits: Visit):
    visitor = _in_dingtalk(visits, "", answers="succeed => succeed({code: 'invented'})")

    visitor.open("/desk/enter")

    expect(visitor.page.get_by_role("alert")).to_contain_text("钉钉没有认出这次登录")
    assert visitor.page.evaluate("window.askedOfApp") is None


def _in_dingtalk(visits: Visit, userid: str, answers: str = "") -> Visitor:
    """Somebody's DingTalk opens the pages; `answers` is what its app does in place of giving a code."""
    visitor = visits(user_agent=APP)
    address = f"{visitor.product.chat}/client/codes"

    def code(_source: object) -> str:
        return str(visitor.context.request.post(address, data={"userid": userid}).json()["code"])

    visitor.context.expose_binding("codeOfApp", code)
    gives = answers or "succeed => window.codeOfApp().then(code => succeed({code}))"
    visitor.context.add_init_script(f"{BRIDGE}; window.appAnswers = {gives};")
    return visitor
