"""The way of a trainee through the pages, from the phone number to the sign-out."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.installation import ELECTRICIANS, Installation
from tests.browser.visitor import keep_picture

BOTH = pytest.mark.parametrize(
    ("scripts", "phone", "number"),
    [(True, "13800000001", "1"), (False, "13800000002", "2")],
    ids=["with scripts", "without scripts"],
)


@BOTH
def test_a_trainee_reads_hours_day_and_rule_and_leaves_nothing_behind(
    visits: Visit, product: Installation, scripts: bool, phone: str, number: str
):
    _, name, state, credited, needed, *_ = product.hours(ELECTRICIANS, number)
    visitor = visits(java_script_enabled=scripts)
    page = visitor.page

    visitor.sign_in(phone)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(f"^{name[0]}\\*.* {state}$"))
    expect(page.locator("#progress")).to_have_text(f"已修 {credited} / 需 {needed} 课时")
    keep_picture(page, f"journey_home_{number}")

    day, earned = _last_whole_day(page)
    visitor.open_last_whole_day()
    expect(page.get_by_role("heading", level=1)).to_have_text(day)
    assert _sum_of_halves(page) == earned
    keep_picture(page, f"journey_day_{number}")

    visitor.follow("怎么算的")
    expect(page.locator("main")).to_contain_text(f"已修 {credited} 课时")
    expect(page.get_by_role("listitem").filter(has_text="80%")).to_contain_text("规定总课时")
    page.get_by_text(day).click()
    expect(page.locator("details[open]")).to_contain_text("用到的打卡：")

    visitor.follow("我的课时")
    visitor.press("退出登录")
    expect(page.get_by_role("status")).to_have_text("✓ 已退出登录。")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("查课时")
    expect(page.locator("body")).not_to_contain_text(credited)


@pytest.mark.parametrize("page_name", ["", "/days/2026-03-02", "/how-it-counts"])
def test_the_address_of_a_class_is_of_no_use_to_somebody_who_is_not_signed_in(visits: Visit, page_name: str):
    visitor = visits()

    visitor.open(f"/classes/00000000-0000-4000-8000-000000000000{page_name}")

    expect(visitor.page).to_have_url(visitor.product.web + "/sign-in")


def _last_whole_day(page: Page) -> tuple[str, float]:
    row = page.locator("#days ~ a.row").nth(1)
    return row.locator("span").inner_text(), float(row.locator("b").inner_text().split()[0])


def _sum_of_halves(page: Page) -> float:
    return sum(float(text.split(" / ")[0]) for text in page.locator(".half b").all_inner_texts())
