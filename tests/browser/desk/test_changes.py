"""Changes of classes at the desk in a real browser, done without script and with it."""

from playwright.sync_api import expect

from tests.browser.checked import DISTRICT
from tests.browser.conftest import Visit
from tests.browser.desk.places import class_change, fill
from tests.browser.visitor import Visitor


def test_a_class_changes_without_script_and_with_it(visits: Visit, visitor: Visitor):
    """Asked for by the school, decided by the district, read by the school."""
    name = f"电工（五级）{'新' if visitor.scripts else '另'}班"
    class_change(visitor, "班级名称")
    fill(visitor, name)
    expect(visitor.page.get_by_role("heading", name="同意后会怎样")).to_be_visible()
    visitor.press("提交申请")
    asked = visitor.page.url.removeprefix(visitor.product.web)

    district = visits(java_script_enabled=visitor.scripts)
    district.enter_as_staff(DISTRICT)
    district.open(asked)
    district.page.get_by_label("同意", exact=True).check()
    district.press("提交意见")

    visitor.open(asked)
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text("已同意")
    expect(visitor.page.get_by_text(name).first).to_be_visible()
