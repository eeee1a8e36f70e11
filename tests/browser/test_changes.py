"""Changes of classes at the desk in a real browser: readable at every size, and done without script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.checked import DISTRICT
from tests.browser.conftest import Visit
from tests.browser.installation import ELECTRICIANS
from tests.browser.test_every_page import AXE, OPEN_ALL, TOO_WIDE
from tests.browser.visitor import Visitor, keep_picture

SCHOOL = "赵会计"
SCROLLS_OR_UNSEEN = ("DIV scroll", "SPAN sr")
SIZES = {"a phone": (360, 740), "a small screen": (1280, 800), "a large screen": (1920, 1080)}


def changes(visitor: Visitor) -> None:
    visitor.enter_as_staff(SCHOOL)
    visitor.open("/desk/changes")


def class_change(visitor: Visitor, field: str = "总课时") -> None:
    changes(visitor)
    visitor.page.get_by_label("班号").fill(ELECTRICIANS)
    visitor.press("变更班级信息")
    visitor.follow(field)


def class_change_times(visitor: Visitor) -> None:
    class_change(visitor, "上下课时间")


def class_change_refused(visitor: Visitor) -> None:
    class_change(visitor)
    fill(visitor, "很多")


def class_change_checked(visitor: Visitor) -> None:
    class_change(visitor)
    fill(visitor, "121")


def class_change_asked(visitor: Visitor) -> None:
    class_change(visitor, "就业重点群体")
    visitor.page.get_by_label("理由").fill("备案时选错")
    visitor.press("下一步：看会怎样")
    visitor.press("提交申请")


def timetable(visitor: Visitor) -> None:
    changes(visitor)
    visitor.page.get_by_label("班号").fill(ELECTRICIANS)
    visitor.press("看课表、调整课")


def lesson_change(visitor: Visitor) -> None:
    timetable(visitor)
    visitor.click(visitor.page.get_by_role("link", name="申请调整").last)


def lesson_made_up(visitor: Visitor) -> None:
    timetable(visitor)
    visitor.follow("安排补课")


def lesson_change_checked(visitor: Visitor) -> None:
    lesson_change(visitor)
    visitor.click(visitor.page.get_by_role("link", name="停课", exact=True))
    visitor.page.get_by_label("理由").fill("停电")
    visitor.press("下一步：核对")


def fill(visitor: Visitor, value: str) -> None:
    visitor.page.get_by_label("改为").fill(value)
    visitor.page.get_by_label("理由").fill("备案时漏填")
    visitor.press("下一步：看会怎样")


PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(changes, class_change, class_change_times, class_change_refused, class_change_checked),
    *(class_change_asked, timetable, lesson_change, lesson_made_up, lesson_change_checked),
)


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.__name__)
def comer(visits: Visit, request: pytest.FixtureRequest) -> Visitor:
    visitor = visits()
    request.param(visitor)
    keep_picture(visitor.page, request.param.__name__)
    visitor.page.evaluate(OPEN_ALL)
    return visitor


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def resized(comer: Visitor, request: pytest.FixtureRequest) -> Visitor:
    width, height = request.param
    comer.page.set_viewport_size({"width": width, "height": height})
    return comer


def test_the_browser_complains_of_nothing(comer: Visitor):
    assert comer.complaints == []


def test_axe_core_finds_no_violation(resized: Visitor):
    found = Axe().run(resized.page, options=AXE).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


def test_nothing_is_wider_than_the_screen(resized: Visitor):
    """A table scrolls within its own region; what only screen readers say has no room."""
    own = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

    assert resized.page.evaluate(own) <= 0
    wide = resized.page.evaluate(TOO_WIDE)
    assert [each for each in wide if not each.startswith(SCROLLS_OR_UNSEEN)] == []


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
