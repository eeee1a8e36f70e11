"""What holds on every page of the desk, at the sizes at which an office sits before it."""

from collections.abc import Iterator

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.desk.places import PLACES
from tests.browser.test_every_page import OPEN_ALL, TOO_WIDE
from tests.browser.visitor import Visitor, keep_picture

# At the same size the dark page is the same page in other colours: these are the rules that look at them.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
# A laptop, a large screen, a laptop at 200 %, a phone.
SIZES = {"1280": (1280, 800), "1920": (1920, 1080), "200%": (640, 400), "360": (360, 740)}
# A table scrolls within its own region; what only screen readers say has no room.
SCROLLS_OR_UNSEEN = ("DIV scroll", "SPAN sr")


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.__name__)
def comer(visits: Visit, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """Somebody of the office who has just come to the page and unfolded everything on it."""
    visitor = visits()
    visitor.page.set_viewport_size({"width": 1280, "height": 800})
    request.param(visitor)
    keep_picture(visitor.page, request.param.__name__)
    visitor.page.evaluate(OPEN_ALL)
    yield visitor
    # A page that stays open goes on asking for what is new.
    visitor.context.close()


@pytest.fixture
def darkened(comer: Visitor) -> Iterator[Visitor]:
    comer.page.emulate_media(color_scheme="dark")
    yield comer
    comer.page.emulate_media(color_scheme="light")


def test_the_browser_complains_of_nothing(comer: Visitor):
    # A form that is refused is answered as such, and says so.
    assert [each for each in comer.complaints if "422" not in each] == []


def test_nothing_is_asked_of_another_host(comer: Visitor):
    own = (*(f"{address}/" for address in comer.product.addresses), "data:")

    assert [address for address in comer.requests if not address.startswith(own)] == []


def test_axe_core_finds_no_violation(comer: Visitor):
    assert violations(comer.page, {}) == []


def test_axe_core_finds_no_violation_of_colours_in_the_dark(darkened: Visitor):
    assert violations(darkened.page, COLOURS) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_nothing_is_wider_than_the_screen(comer: Visitor, size: tuple[int, int]):
    comer.page.set_viewport_size({"width": size[0], "height": size[1]})

    wide = comer.page.evaluate(TOO_WIDE)
    assert [each for each in wide if not each.startswith(SCROLLS_OR_UNSEEN)] == []
