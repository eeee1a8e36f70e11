"""The ways to the plans of a quarter."""

from tests.browser.checked import DISTRICT
from tests.browser.claiming import CITY, enter
from tests.browser.visitor import Visitor


def plans(visitor: Visitor) -> None:
    enter(visitor, "/desk/plans", CITY)


def plan_with_a_refused_item(visitor: Visitor) -> None:
    """One item stands, the next one is of no people."""
    enter(visitor, "/desk/plans", DISTRICT)
    visitor.press("开始写")
    _write(visitor, people="60")
    _write(visitor, people="0")


def class_plan(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?view=all", DISTRICT)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)
    visitor.click(visitor.page.locator("main").get_by_role("link", name="计划", exact=True))


def _write(visitor: Visitor, people: str) -> None:
    said = {"培训工种": "电工", "班数": "2", "人数": people, "课时": "120", "金额（元）": "72,000"}
    for label, value in said.items():
        visitor.page.get_by_label(label, exact=True).fill(value)
    visitor.press("加上这一项")


OF_PLANS = (plans, plan_with_a_refused_item, class_plan)
