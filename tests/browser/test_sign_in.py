"""Signing in where it does not go straight: families, slips, strangers, impatience."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.installation import NANNIES, Installation
from tests.browser.visitor import Visitor


def test_a_family_on_one_phone_chooses_by_name(visits: Visit, product: Installation):
    _, first_name, *_ = product.hours(NANNIES, "7")
    _, name, _, credited, needed, *_ = product.hours(NANNIES, "8")
    visitor = visits(java_script_enabled=False)

    visitor.sign_in("13800000107")
    expect(visitor.page.get_by_role("button", name=first_name)).to_be_visible()
    visitor.be(visitor.page.get_by_role("button", name=name, exact=True))

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(f"{name[0]}*")
    expect(visitor.page.locator("#progress")).to_have_text(f"已修 {credited} / 需 {needed} 课时")


def test_a_wrong_code_is_refused_and_the_right_one_still_opens(visits: Visit):
    visitor = visits()
    visitor.ask_for_code("13800000021")
    code = visitor.read_code("13800000021")

    visitor.type_code(_another(code))
    _expect_refusal(visitor.page, "6 位验证码", "验证码不对或已过期，请核对短信，或重新获取。")

    visitor.type_code(code)
    expect(visitor.page.get_by_role("heading", name="今天打卡")).to_be_visible()


def test_too_few_digits_cost_no_try(visits: Visit):
    visitor = visits()
    visitor.ask_for_code("13800000022")

    visitor.type_code("12345")

    _expect_refusal(visitor.page, "6 位验证码", "请输入短信里的 6 位数字验证码。")


def test_larger_type_after_a_slip_stays_at_the_code(visits: Visit):
    visitor = visits()
    visitor.ask_for_code("13800000023")
    visitor.type_code("12345")

    visitor.press("A+ 大字号")

    expect(visitor.page.get_by_label("6 位验证码")).to_be_visible()
    expect(visitor.page.get_by_role("button", name="A 标准字号")).to_be_visible()


def test_a_number_of_no_trainee_gets_the_same_page_and_no_message(visits: Visit):
    stranger, known = visits(), visits()
    stranger.ask_for_code("13899999999")
    known.ask_for_code("13800000024")
    # Messages leave in turn: once the later one is there, the earlier one would be too.
    known.read_code("13800000024")

    assert _words(stranger).replace("138****9999", "138****0024") == _words(known)
    stranger.page.goto(stranger.product.phones)
    expect(stranger.page.get_by_text("13800000024", exact=True)).to_be_visible()
    expect(stranger.page.get_by_text("13899999999")).to_have_count(0)


def test_a_number_that_is_none_is_refused_and_kept_to_be_mended(visits: Visit):
    visitor = visits()

    visitor.ask_for_code("1380000")

    _expect_refusal(visitor.page, "手机号", "手机号")
    expect(visitor.page.get_by_label("手机号")).to_have_value("1380000")


def test_an_empty_form_is_stopped_by_the_browser(visits: Visit):
    visitor = visits()

    visitor.ask_for_code("")

    field = visitor.page.get_by_label("手机号")
    expect(field).to_be_focused()
    assert field.evaluate("each => each.validationMessage")


def test_a_form_of_blanks_is_refused_by_us(visits: Visit):
    visitor = visits(java_script_enabled=False)

    visitor.ask_for_code("   ")

    _expect_refusal(visitor.page, "手机号", "手机号")


def test_asking_again_at_once_is_refused_with_the_time_to_wait(visits: Visit):
    visitor = visits()
    visitor.ask_for_code("13800000025")
    expect(visitor.page.get_by_role("button", name="重新获取验证码（")).to_be_disabled()

    visitor.ask_for_code("13800000025")

    _expect_refusal(visitor.page, "手机号", "刚刚发送过验证码")
    visitor.follow("我已收到验证码")
    expect(visitor.page.get_by_label("6 位验证码")).to_be_visible()


def _expect_refusal(page: Page, label: str, words: str) -> None:
    """Said aloud, and tied to the field that has to be mended."""
    expect(page.get_by_role("alert")).to_contain_text(words)
    field = page.get_by_label(label, exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(page.get_by_role("alert").inner_text())


def _another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def _words(visitor: Visitor) -> str:
    """What the page says, but for the seconds of its countdown."""
    return visitor.page.locator("main").inner_text().partition("重新获取")[0]
