"""What holds on every page of the desk, at the sizes at which an office sits before it."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.claiming import CITY, enter
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, keep_picture

AXE = {"resultTypes": ["violations"]}
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A laptop, a large screen, a laptop at 200 %, a phone.
SIZES = {"1280": (1280, 800), "1920": (1920, 1080), "200%": (640, 400), "360": (360, 740)}


def desk_classes(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes", CITY)


def desk_classes_by_everything(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?view=all&sort=-number&q=bt&x=1&at=nowhere", CITY)


def desk_classes_nothing_found(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?q=zzz&kind=C1", CITY)


def desk_class(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?view=all", CITY)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_class_hours(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("课时")


def desk_class_checks(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("查班与反馈")


def desk_class_history(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("经过")


def desk_people(visitor: Visitor) -> None:
    enter(visitor, "/desk/people?view=all", CITY)


def desk_person(visitor: Visitor) -> None:
    desk_people(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_person_with_whole_numbers(visitor: Visitor) -> None:
    desk_person(visitor)
    visitor.press("显示完整号码")


def desk_institutions(visitor: Visitor) -> None:
    enter(visitor, "/desk/institutions", CITY)


def desk_institution(visitor: Visitor) -> None:
    desk_institutions(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_find(visitor: Visitor) -> None:
    enter(visitor, "/desk/find?q=bt", CITY)


def desk_find_nothing(visitor: Visitor) -> None:
    enter(visitor, "/desk/find?q=zzz", CITY)


DESK_PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(desk_classes, desk_classes_by_everything, desk_classes_nothing_found),
    *(desk_class, desk_class_hours, desk_class_checks, desk_class_history),
    *(desk_people, desk_person, desk_person_with_whole_numbers, desk_institutions, desk_institution),
    *(desk_find, desk_find_nothing),
)


@pytest.fixture(scope="module", params=DESK_PLACES, ids=lambda place: place.__name__)
def comer(visits: Visit, request: pytest.FixtureRequest) -> Visitor:
    """Somebody of the office who has just come to the page."""
    visitor = visits()
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    request.param(visitor)
    keep_picture(visitor.page, request.param.__name__)
    return visitor


@pytest.fixture(params=["light", "dark"])
def themed(comer: Visitor, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    comer.page.emulate_media(color_scheme=request.param)
    yield comer
    comer.page.emulate_media(color_scheme="light")


def test_the_browser_complains_of_nothing(comer: Visitor):
    assert comer.complaints == []


def test_nothing_is_asked_of_another_host(comer: Visitor):
    own = (*(f"{address}/" for address in comer.product.addresses), "data:")

    assert [address for address in comer.requests if not address.startswith(own)] == []


def test_axe_core_finds_no_violation(themed: Visitor):
    found = Axe().run(themed.page, options=AXE).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_page_is_no_wider_than_the_screen(comer: Visitor, size: tuple[int, int]):
    comer.page.set_viewport_size({"width": size[0], "height": size[1]})

    assert comer.page.evaluate(WIDE) <= 0
