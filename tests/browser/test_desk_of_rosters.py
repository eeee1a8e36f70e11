"""The pages of 人员增减 and of waiting batches at the widths of a desk: quiet, and open to everybody."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.checked import DISTRICT, a_class_to_check, enter
from tests.browser.conftest import Visit
from tests.browser.test_every_page import AXE, OPEN_ALL
from tests.browser.visitor import Visitor, keep_picture

SIZES = {"1920": (1920, 1080), "1280": (1280, 800), "200 % of 1280": (640, 400), "360": (360, 740)}
WIDTH = "() => document.documentElement.scrollWidth"
"""A table of many columns scrolls inside its own frame."""


def roster_changes(visitor: Visitor) -> None:
    enter(visitor, DISTRICT)
    visitor.open("/desk/roster-changes?state=全部")


def roster_change_form(visitor: Visitor) -> None:
    class_id = a_class_to_check(visitor.product, 3)
    enter(visitor, DISTRICT)
    visitor.open(f"/desk/classes/{class_id}/roster/change")


def roster_change_refused(visitor: Visitor) -> None:
    roster_change_form(visitor)
    visitor.page.get_by_role("radio", name="退出").check()
    visitor.page.get_by_label("原因").fill("找到工作")
    visitor.press("提交申请")


def roster_change(visitor: Visitor) -> None:
    roster_change_form(visitor)
    visitor.page.get_by_role("radio", name="退出").check()
    visitor.page.get_by_label("学员", exact=True).select_option(index=1)
    visitor.page.get_by_label("原因").fill("找到工作")
    visitor.press("提交申请")


def batches(visitor: Visitor) -> None:
    enter(visitor, DISTRICT)
    visitor.open("/desk/batches")


def batches_decided(visitor: Visitor) -> None:
    enter(visitor, DISTRICT)
    visitor.open("/desk/batches?view=已决定")


PLACES: tuple[Callable[[Visitor], None], ...] = (
    roster_changes,
    roster_change_form,
    roster_change_refused,
    roster_change,
    batches,
    batches_decided,
)


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.__name__)
def comer(visits: Visit, request: pytest.FixtureRequest) -> Visitor:
    visitor = visits()
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    request.param(visitor)
    keep_picture(visitor.page, f"desk_{request.param.__name__}")
    visitor.page.evaluate(OPEN_ALL)
    return visitor


@pytest.fixture(params=["light", "dark"])
def lit(comer: Visitor, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    comer.page.emulate_media(color_scheme=request.param)
    yield comer
    comer.page.emulate_media(color_scheme="light")


def test_the_browser_complains_of_nothing(comer: Visitor):
    # A form that is refused is answered as such, and says so.
    assert [each for each in comer.complaints if "422" not in each] == []


def test_nothing_is_asked_of_another_host(comer: Visitor):
    own = (*(f"{address}/" for address in comer.product.addresses), "data:")

    assert [address for address in comer.requests if not address.startswith(own)] == []


def test_axe_core_finds_no_violation_in_light_and_dark(lit: Visitor):
    found = Axe().run(lit.page, options=AXE).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_is_wider_than_the_screen(comer: Visitor, size: tuple[int, int]):
    width, height = size
    comer.page.set_viewport_size({"width": width, "height": height})

    assert comer.page.evaluate(WIDTH) <= width
