"""What is found as it is typed: the rows of a list in place, and things below the field of the head."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.claiming import CITY, enter
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor

NUMBER = re.compile(r"BT2026-[A-Z0-9]+-\d+")


@pytest.fixture
def typing(visits: Visit) -> Visitor:
    visitor = visits()
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    return visitor


def a_number(visitor: Visitor) -> str:
    """Of some class of the sample city."""
    enter(visitor, "/desk/classes?view=all", CITY)
    return visitor.page.locator("table[data-rows] tbody a").first.inner_text()


def test_the_rows_follow_what_is_typed_and_so_does_the_address(typing):
    number = a_number(typing)
    page, field, rows = (
        typing.page,
        typing.page.locator("#list-q"),
        typing.page.locator("table[data-rows] tbody tr"),
    )
    field.press_sequentially(number)

    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(number)
    expect(page).to_have_url(re.compile(f"q={number}"))
    expect(page.get_by_role("status").filter(has_text="1 班").first).to_be_attached()
    expect(field).to_be_focused()
    expect(page.locator('a[href*="list.xlsx"]')).to_have_attribute("href", re.compile(f"q={number}"))

    page.reload()
    expect(rows).to_have_count(1)


def test_where_nothing_is_found_the_page_says_what_to_loosen_while_one_types(typing):
    a_number(typing)
    typing.page.locator("#list-q").press_sequentially("zzzz")

    expect(typing.page.get_by_role("heading", name="没有符合条件的班级")).to_be_visible()
    typing.page.locator("#list-q").fill("")
    expect(typing.page.locator("table[data-rows] tbody tr").first).to_be_visible()


def test_the_field_of_the_head_offers_what_may_be_meant_and_the_keyboard_opens_it(typing):
    number = a_number(typing)
    field = typing.page.locator("#find-q")
    field.press_sequentially(number[:-1])
    options = typing.page.locator("#find-found [role=option]")

    expect(options.first).to_be_visible()
    assert options.count() <= 8
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    where = options.first.get_attribute("data-to")
    field.press("Enter")
    expect(typing.page).to_have_url(re.compile(f"{where}$"))


def test_escape_takes_the_offers_away_and_enter_asks_for_the_page(typing):
    number = a_number(typing)
    field = typing.page.locator("#find-q")
    field.press_sequentially(number[:6])
    expect(typing.page.locator("#find-found [role=option]").first).to_be_visible()

    field.press("Escape")
    expect(typing.page.locator("#find-found [role=option]")).to_have_count(0)
    field.fill(number[:6])
    field.press("Enter")
    expect(typing.page.get_by_role("heading", level=1)).to_contain_text("查找")


def test_whoever_is_signed_in_no_more_is_told_so_and_gets_no_other_page_below_the_field(typing):
    a_number(typing)
    typing.page.context.clear_cookies()
    for field in ("#find-q", "#list-q"):
        typing.page.locator(field).press_sequentially("BT")
        own = typing.page.locator("form").filter(has=typing.page.locator(field))

        expect(own).to_contain_text("登录已过期，请刷新页面重新登录。")
        expect(own.locator("form, h1")).to_have_count(0)


def test_without_scripts_the_same_is_asked_for_by_a_button(visits: Visit):
    visitor = visits(java_script_enabled=False)
    number = a_number(visitor)
    visitor.page.locator("#list-q").fill(number)
    visitor.press("筛选")

    assert visitor.page.locator("table[data-rows] tbody tr").count() == 1
    visitor.page.locator("#find-q").fill(number)
    visitor.page.locator("#find-q").press("Enter")
    expect(visitor.page.locator("main")).to_contain_text(number)
    expect(visitor.page).to_have_url(re.compile("/desk/classes/[0-9a-f-]{36}"))
