"""What holds on every page of the desk, at the sizes at which an office sits before it."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Visit
from tests.browser.desk_places import DESK_PLACES
from tests.browser.visitor import Visitor, keep_picture

AXE = {"resultTypes": ["violations"]}
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A laptop, a large screen, a laptop at 200 %, a phone.
SIZES = {"1280": (1280, 800), "1920": (1920, 1080), "200%": (640, 400), "360": (360, 740)}


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
