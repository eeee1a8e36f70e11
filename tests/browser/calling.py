"""Calls from the page, as a thumb or a keyboard makes them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from playwright.sync_api import Page

from tests.browser.checked import enter, start
from tests.browser.visitor import Visitor

# A link that dials leaves the page to the phone; the browser of the tests has none.
COUNT_TAPS = """() => {
  window.taps = Number(sessionStorage.getItem("taps") || 0);
  document.addEventListener("click", event => {
    if (!event.isTrusted) { return; }
    window.taps += 1;
    sessionStorage.setItem("taps", window.taps);
    if (event.target.closest("a[href^='tel:']")) { event.preventDefault(); }
  }, true);
}"""


def begin(visitor: Visitor, trainees: int) -> UUID:
    """A new check, with the first trainee's number on the screen."""
    enter(visitor)
    start(visitor, trainees)
    call_next(visitor.page)
    return check_id_of(visitor.page)


def call_next(page: Page) -> None:
    page.get_by_role("link", name="打下一位").click()
    page.wait_for_url("**/call*")


def check_id_of(page: Page) -> UUID:
    found = re.search(r"/checks/([0-9a-f-]{36})", page.url)
    assert found, page.url
    return UUID(found[1])


@contextmanager
def taps_counted(page: Page) -> Iterator[list[int]]:
    """How often the screen is touched, on whatever page; without the page's own script too."""
    counted: list[int] = []
    page.add_init_script(f"({COUNT_TAPS})()")
    page.evaluate(COUNT_TAPS)
    yield counted
    counted.append(page.evaluate("() => window.taps"))
