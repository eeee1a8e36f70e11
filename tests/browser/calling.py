"""Calls from the page, as a thumb or a keyboard makes them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from playwright.sync_api import Page, expect

from tests.browser.checked import enter, start
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor
from tests.patience import IN_A_BROWSER

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
HAS_STYLES = """async path => !!(await caches.match(path)) &&
  (await Promise.all([...document.querySelectorAll("link[rel=stylesheet], script[src]")]
    .map(each => caches.match(each.href || each.src)))).every(each => !!each)"""
UNTIL = """async about => {
  const asked = %s, ends = Date.now() + %d;
  while (!(await asked(about))) {
    if (Date.now() > ends) { throw new Error("it never came to be"); }
    await new Promise(go => setTimeout(go, 20));
  }
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


def at_a_check(visits: Visit, trainees: int) -> Visitor:
    visitor = visits()
    enter(visitor)
    wait_for_worker(visitor.page)
    start(visitor, trainees)
    return visitor


def wait_for_worker(page: Page) -> None:
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def wait_until_kept(page: Page, path: str) -> None:
    wait_until(page, HAS_STYLES, path)


def wait_until(page: Page, asked: str, about: str = "") -> None:
    """For what the page answers later: the browser's own wait takes every promise for a yes."""
    page.evaluate(UNTIL % (asked, IN_A_BROWSER), about)


def take_list(visitor: Visitor) -> UUID:
    visitor.page.get_by_text("带上离线名单（没有网络也能打）").click()
    visitor.press("带上离线名单")
    return check_id_of(visitor.page)


def answer_all_same(page: Page, who: str) -> None:
    """Everything is as it was filed."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(who)
    page.get_by_role("button", name="问完了，看备案").click()
    page.get_by_role("button", name="全部一致").click()
