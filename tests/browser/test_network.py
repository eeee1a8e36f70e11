"""Poor networks: none at all, and one that every byte has to come over."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.desk.places import announcement
from tests.browser.visitor import Visitor, keep_picture

MOST_BYTES, MOST_REQUESTS = 14 * 1024, 3
KEPT = """async () => {
  const caches_ = await Promise.all((await caches.keys()).map(name => caches.open(name)));
  const kept = await Promise.all(caches_.map(cache => cache.keys()));
  return kept.flat().map(request => new URL(request.url).pathname).sort();
}"""


def test_without_a_network_the_designed_page_appears_and_with_one_the_way_goes_on(visits: Visit):
    visitor = _with_worker(visits)

    visitor.context.set_offline(True)
    visitor.open("/")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")
    expect(visitor.page.get_by_role("link", name="再试一次")).to_have_css("min-height", "54px")
    keep_picture(visitor.page, "no_network")

    visitor.context.set_offline(False)
    visitor.follow("再试一次")
    expect(visitor.page.get_by_label("手机号")).to_be_visible()


@pytest.mark.parametrize("path", ["/sign-in?from=sms", "/desk/enter"])
def test_whoever_tries_again_comes_to_the_page_that_did_not_open(path: str, visits: Visit):
    visitor = _with_worker(visits)
    visitor.context.set_offline(True)
    visitor.open(path)
    again = visitor.page.get_by_role("link", name="再试一次")

    again.click()
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")
    visitor.context.set_offline(False)
    again.click()

    expect(visitor.page.get_by_role("heading", level=1)).not_to_have_text("没有网络")
    expect(visitor.page).to_have_url(visitor.product.web + path)


def test_a_page_says_when_it_is_no_longer_fresh(visits: Visit):
    visitor = visits()
    visitor.sign_in("13800000026")
    updated = visitor.page.locator("#updated").inner_text()

    visitor.context.set_offline(True)
    expect(visitor.page.locator("#offline")).to_have_text(f"没有网络，下面是 {updated} 的内容")

    visitor.context.set_offline(False)
    expect(visitor.page.locator("#offline")).to_be_hidden()


def test_the_phone_keeps_no_personal_page_for_later(visits: Visit):
    visitor = _with_worker(visits)
    visitor.sign_in("13800000027")
    visitor.open_last_whole_day()

    assert visitor.page.evaluate(KEPT) == ["/offline", "/static/pages.css", "/static/pages.js"]


def test_announcements_that_were_opened_are_read_without_a_network_and_gone_after_the_sign_out(
    visits: Visit,
):
    announcement(visits())
    visitor = _with_worker(visits)
    visitor.sign_in("13800000030")
    visitor.open("/me/notices")
    visitor.click(visitor.page.locator("a.row").first)
    one = visitor.page.url.replace(visitor.product.web, "")

    visitor.context.set_offline(True)
    visitor.open(one)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("清明节放假安排")
    visitor.open("/me/notices")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("公告")

    visitor.context.set_offline(False)
    visitor.open("/")
    visitor.press("退出登录")
    assert [path for path in visitor.page.evaluate(KEPT) if path.startswith("/me/")] == []


def test_the_first_load_of_home_is_14_kb_in_three_requests(visits: Visit):
    visitor = visits()
    visitor.sign_in("13800000028")
    cookies = visitor.context.cookies()

    newcomer = visits(storage_state={"cookies": cookies, "origins": []})
    sizes = _sizes_of_first_load(newcomer)

    expect(newcomer.page.locator("#progress")).to_be_visible()
    assert len(sizes) == MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES


def _with_worker(visits: Visit) -> Visitor:
    """Somebody whose browser has had the time to put the offline page by."""
    visitor = visits()
    visitor.open("/sign-in")
    visitor.page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    return visitor


def _sizes_of_first_load(visitor: Visitor) -> list[int]:
    """Bytes on the wire of every answer, headers and all."""
    answers = []
    visitor.context.on("requestfinished", lambda answer: answers.append(answer))
    visitor.page.goto(visitor.product.web, wait_until="networkidle")
    sizes = [request.sizes() for request in answers if not request.url.startswith("data:")]
    return [each["responseBodySize"] + each["responseHeadersSize"] for each in sizes]
