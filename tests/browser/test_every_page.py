"""What holds on every page: quiet, at home only, open to everybody, readable at every size."""

from collections.abc import Iterator

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Visit
from tests.browser.places import PLACES
from tests.browser.visitor import PHONE_SIZE, Visitor, keep_picture

AXE = {"rules": {"target-size": {"enabled": True}}}
OPEN_ALL = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
# WCAG lets a link inside a sentence be as small as the sentence; only the API's reference has such.
TOO_SMALL = """isReference => [...document.querySelectorAll("a[href], button, input, textarea, summary")]
    .filter(each => each.checkVisibility())
    .filter(each => !(isReference && getComputedStyle(each).display === "inline"))
    .map(each => [each.textContent || each.id, each.getBoundingClientRect()])
    .filter(([_, box]) => box.width < 44 || box.height < 44)
    .map(([name, box]) => `${name.trim()}: ${box.width} x ${box.height}`)"""
# Of the whole page, and of each part of it, which would else be cut off or painted over its neighbours;
# words for those who hear the page are one pixel wide.
TOO_WIDE = """() => [...document.querySelectorAll("html, body *:not(script, input, progress, text)")]
    .filter(each => each.checkVisibility() && each.clientWidth > 1)
    .filter(each => each.scrollWidth > each.clientWidth + 1)
    .map(each => `${each.tagName} ${each.className}: ${each.scrollWidth} > ${each.clientWidth}`)"""
# Width in CSS pixels and the size of type: 180 is what 200% zoom leaves of 360.
SIZES = {
    "320 px": (320, "100%"),
    "200% zoom": (180, "100%"),
    "type twice as large": (360, "200%"),
    "a desk": (1366, "100%"),
    "a wide desk": (1920, "100%"),
}
DESK = {"width": 1366, "height": 768}


@pytest.fixture(scope="module", params=PLACES, ids=lambda place: place.__name__)
def comer(visits: Visit, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A visitor who has just come to the page and unfolded everything on it."""
    visitor = visits()
    request.param(visitor)
    keep_picture(visitor.page, request.param.__name__)
    visitor.page.evaluate(OPEN_ALL)
    yield visitor
    # A page that stays open goes on asking for what is new.
    visitor.context.close()


@pytest.fixture(params=SIZES.values(), ids=SIZES)
def resized(comer: Visitor, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    width, type_size = request.param
    comer.page.set_viewport_size({"width": width, "height": PHONE_SIZE["height"]})
    comer.page.evaluate("size => { document.body.style.zoom = size; }", type_size)
    yield comer
    comer.page.evaluate("() => { document.body.style.zoom = ''; }")
    comer.page.set_viewport_size(PHONE_SIZE)


def test_the_browser_complains_of_nothing(comer: Visitor):
    assert comer.complaints == []


def test_nothing_is_asked_of_another_host(comer: Visitor):
    own = (*(f"{address}/" for address in comer.product.addresses), "data:")

    assert [address for address in comer.requests if not address.startswith(own)] == []


def test_axe_core_finds_no_violation(comer: Visitor):
    assert violations(comer.page, AXE) == []


def test_axe_core_finds_no_violation_at_a_desk_in_the_dark(comer: Visitor):
    comer.page.set_viewport_size(DESK)
    comer.page.emulate_media(color_scheme="dark")

    found = violations(comer.page, AXE)

    comer.page.emulate_media(color_scheme="light")
    comer.page.set_viewport_size(PHONE_SIZE)
    assert found == []


def test_everything_to_press_is_44_px_wide_and_high(comer: Visitor):
    is_reference = comer.page.url.endswith("/api/v1/")

    assert comer.page.evaluate(TOO_SMALL, is_reference) == []


def test_nothing_is_wider_than_the_screen(resized: Visitor):
    assert resized.page.evaluate(TOO_WIDE) == []
