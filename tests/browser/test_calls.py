"""The page of calls in Chromium: few taps, nothing filed before the answer, the next one by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.calling import begin, taps_counted
from tests.browser.checked import how_many
from tests.browser.conftest import Visit
from tests.browser.visitor import PHONE_SIZE, keep_picture
from training.records.checks.calls import PhoneShowing, SpotCall

MOST_TAPS = 4


def test_a_smooth_call_costs_at_most_four_taps_and_the_next_trainee_comes(visits: Visit):
    visitor = visits()
    check_id = begin(visitor, 9)
    page = visitor.page
    keep_picture(page, "call_begun")

    with taps_counted(page) as taps:
        page.get_by_role("link", name="拨号").click()
        visitor.press("问完了，看备案")
        keep_picture(page, "call_revealed")
        visitor.press("全部一致")
        expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")

    assert taps[0] <= MOST_TAPS
    expect(page.locator(".note.is-good")).to_contain_text("1 号已记录：一致")
    expect(page.get_by_role("link", name="拨号")).to_be_visible()
    assert [how_many(visitor.product, each, check_id) for each in (SpotCall, PhoneShowing)] == [1, 2]
    assert visitor.complaints == []


@pytest.mark.parametrize("name", ["问完了，看备案", "全部一致"])
def test_the_next_thing_to_press_is_on_the_screen_without_scrolling(name: str, visits: Visit):
    visitor = visits()
    begin(visitor, 6)
    if name == "全部一致":
        visitor.press("问完了，看备案")

    box = visitor.page.get_by_role("button", name=name).bounding_box()

    assert box
    assert 0 <= box["y"] <= PHONE_SIZE["height"] - box["height"]


def test_who_is_not_reached_costs_one_more_tap_after_dialling(visits: Visit):
    visitor = visits()
    begin(visitor, 9)

    visitor.press("未接")

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("2 号")
    expect(visitor.page.locator(".note.is-good")).to_contain_text("1 号已记录：待重拨")


def test_the_filed_value_appears_after_the_answer_only(visits: Visit):
    visitor = visits()
    begin(visitor, 6)
    page = visitor.page
    asked = page.locator(".question")

    asked.first.get_by_role("button", name="看备案").click()

    expect(asked.first.locator(".filed")).to_be_visible()
    expect(asked.nth(1).locator(".filed")).to_be_hidden()
    expect(page.get_by_role("button", name="全部一致")).to_be_hidden()
    for question in asked.all()[1:]:
        question.get_by_role("button", name="看备案").click()
    expect(page.get_by_role("button", name="全部一致")).to_be_visible()


def test_whoever_hears_something_else_marks_it_and_the_rest_agrees_by_one_button(visits: Visit):
    visitor = visits()
    check_id = begin(visitor, 9)
    page = visitor.page
    visitor.press("问完了，看备案")

    page.locator(".question").nth(1).get_by_role("radio", name="不一致").check()
    expect(page.get_by_role("button", name="全部一致")).to_be_hidden()
    visitor.press("其余都一致")

    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")
    expect(page.locator(".note.is-good")).to_contain_text("1 号已记录：不一致")
    assert how_many(visitor.product, SpotCall, check_id) == 1


def test_the_way_to_the_next_trainee_is_offered_only_where_nothing_comes_through(visits: Visit):
    visitor = visits()
    begin(visitor, 9)
    page, held = visitor.page, []
    onward = page.get_by_role("link", name="打下一位", exact=True)
    page.route("**/calls/1", lambda route: held.append(route), times=1)

    visitor.press("未接")
    expect(page.locator("#unsent")).to_contain_text("正在发送 1 项")
    expect(page.locator(".kept")).to_contain_text("通话结果已保存在手机上")
    expect(onward).to_be_hidden()
    held[0].abort()
    expect(onward).to_be_visible()

    page.get_by_role("button", name="现在发送").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")
    visitor.context.set_offline(True)
    visitor.press("未接")
    expect(onward).to_be_visible()


def test_two_hasty_taps_record_one_call(visits: Visit):
    visitor = visits()
    check_id = begin(visitor, 9)
    visitor.press("问完了，看备案")

    visitor.page.get_by_role("button", name="全部一致").dblclick(no_wait_after=True)

    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("2 号")
    assert how_many(visitor.product, SpotCall, check_id) == 1


def test_without_script_the_server_reveals_and_leads_to_the_next(visits: Visit):
    visitor = visits(java_script_enabled=False)
    check_id = begin(visitor, 9)
    page = visitor.page
    expect(page.locator(".filed").first).to_be_hidden()

    visitor.press("问完了，看备案")
    expect(page.locator(".filed")).to_have_count(6)
    visitor.press("全部一致")

    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("^2 号"))
    assert how_many(visitor.product, SpotCall, check_id) == 1
