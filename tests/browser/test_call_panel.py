"""The call panel at a desk: one trainee, everybody drawn beside it, keys for all of it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.calling import begin, check_id_of
from tests.browser.checked import COLLEAGUE, enter, how_many
from tests.browser.conftest import Visit
from tests.browser.test_every_page import AXE, TOO_WIDE
from tests.browser.visitor import Visitor, keep_picture
from training.records.checks.calls import SpotCall

DESKS = ({"width": 1366, "height": 768}, {"width": 1280, "height": 800})


@pytest.mark.parametrize("desk", DESKS, ids=lambda size: str(size["width"]))
def test_the_call_stands_beside_who_was_drawn(desk: dict[str, int], visits: Visit):
    visitor = _at_the_desk(visits, desk)
    page = visitor.page
    rail, call = page.locator(".aside"), page.locator(".call")
    keep_picture(page, f"call_panel_{desk['width']}")

    right, left = rail.bounding_box(), call.bounding_box()
    assert right
    assert left
    assert left["x"] + left["width"] <= right["x"]
    assert max(left["y"], right["y"]) < desk["height"] / 4
    expect(rail.locator("li")).to_have_count(10)
    expect(rail.locator("[aria-current]")).to_contain_text("正在打")
    expect(rail).to_contain_text("抽取种子")
    expect(page.get_by_role("button", name="问完了，看备案")).to_be_in_viewport(ratio=1)
    assert page.evaluate(TOO_WIDE) == []


def test_axe_core_finds_no_violation_at_the_desk(visits: Visit):
    page = _at_the_desk(visits).page
    page.keyboard.press("0")
    keep_picture(page, "call_panel_revealed")

    assert violations(page, AXE) == []


def test_a_digit_opens_an_answer_and_then_marks_it(visits: Visit):
    page = _at_the_desk(visits).page
    second = page.locator(".question").nth(1)

    page.keyboard.press("2")
    expect(second.locator(".filed")).to_be_visible()
    assert _chosen(page) == []
    seen = []
    for _ in range(4):
        page.keyboard.press("2")
        seen += _chosen(page)

    assert seen == ["一致", "不一致", "未答", "一致"]
    expect(second.locator("label:visible")).to_have_count(3)
    expect(page.locator(".question").first.locator(".filed")).to_be_hidden()


def test_the_rest_agrees_only_after_everything_was_opened(visits: Visit):
    page = _at_the_desk(visits).page

    page.keyboard.press("2")
    page.keyboard.press("2")
    page.keyboard.press("0")
    assert _chosen(page) == ["一致"]
    expect(page.locator(".filed:visible")).to_have_count(6)
    page.keyboard.press("0")

    assert _chosen(page) == ["一致"] * 6


def test_enter_saves_and_brings_the_next_trainee(visits: Visit):
    visitor = _at_the_desk(visits)
    page = visitor.page

    for called in (1, 2):
        for key in ("0", "0", "Enter"):
            page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1)).to_contain_text(f"{called + 1} 号")
        _wait_for_keys(page)

    expect(page.locator(".rail li").first).to_contain_text("一致")
    assert visitor.complaints == []


def test_a_hasty_enter_records_nothing_that_was_not_marked(visits: Visit):
    visitor = visits()
    visitor.page.set_viewport_size(DESKS[0])
    check_id = begin(visitor, 6)
    page = visitor.page
    _wait_for_keys(page)

    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("还没有逐项核对。")
    for key in ("0", "1", "Enter"):
        page.keyboard.press(key)
    expect(page.locator(".said")).to_contain_text("还有 5 项没有标")
    assert how_many(visitor.product, SpotCall, check_id) == 0
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")
    assert how_many(visitor.product, SpotCall, check_id) == 1


def test_the_letter_a_says_that_nobody_answered(visits: Visit):
    page = _at_the_desk(visits).page

    page.keyboard.press("a")

    expect(page.locator(".note.is-good")).to_contain_text("1 号已记录：待重拨")


def test_in_the_note_a_key_is_a_letter(visits: Visit):
    page = _at_the_desk(visits).page
    note = page.get_by_label("备注")

    note.press_sequentially("a0 12")

    expect(note).to_have_value("a0 12")
    expect(page.locator(".filed").first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 号")


def test_keys_are_told_and_can_be_switched_off_for_good(visits: Visit):
    page = _at_the_desk(visits).page
    expect(page.locator(".question kbd").first).to_be_visible()

    page.get_by_role("button", name="关闭按键").click()
    page.reload()
    _wait_for_keys(page)
    page.keyboard.press("0")

    expect(page.locator(".question kbd").first).to_be_hidden()
    expect(page.locator(".filed").first).to_be_hidden()
    page.get_by_role("button", name="打开按键").click()
    page.locator("h1").click()
    page.keyboard.press("0")
    expect(page.locator(".filed").first).to_be_visible()


def test_on_a_phone_no_key_is_told(visits: Visit):
    visitor = visits()
    begin(visitor, 6)

    expect(visitor.page.locator(".question kbd").first).to_be_hidden()
    expect(visitor.page.locator(".keys")).to_be_hidden()


def test_what_a_colleague_records_comes_into_the_rail_without_a_tap(visits: Visit):
    page, colleague = _at_the_desk(visits).page, visits()
    enter(colleague, COLLEAGUE)
    colleague.open(f"/checks/{check_id_of(page)}/call")

    colleague.press("未接")
    expect(colleague.page.locator(".note.is-good")).to_contain_text("2 号已记录")

    expect(page.locator(".rail li").nth(1)).to_contain_text(re.compile(f"{COLLEAGUE}.*待重拨"))


def _at_the_desk(visits: Visit, size: dict[str, int] = DESKS[0]) -> Visitor:
    visitor = visits()
    visitor.page.set_viewport_size(size)
    begin(visitor, 30)
    _wait_for_keys(visitor.page)
    return visitor


def _wait_for_keys(page: Page) -> None:
    page.wait_for_function("() => document.documentElement.className.includes('with-keys')")
    page.locator(".look, .filed:visible").first.wait_for()


def _chosen(page: Page) -> list[str]:
    return page.locator(".question input:checked").evaluate_all("marks => marks.map(each => each.value)")
