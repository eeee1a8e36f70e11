"""What a phone keeps of a check leaves it again: whoever comes or goes, and whatever is still on its way."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calling import (
    at_a_check,
    check_id_of,
    take_list,
    wait_for_worker,
    wait_until,
    wait_until_kept,
)
from tests.browser.checked import COLLEAGUE, enter
from tests.browser.conftest import Visit

OWN = """async () => {
  const names = (await caches.keys()).filter(name => name.startsWith("staff-"));
  const kept = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
  const paths = kept.flat().map(request => new URL(request.url).pathname);
  return paths.filter(path => !path.startsWith("/static")).sort();
}"""
LONG_AGO = """async () => {
  for (const name of (await caches.keys()).filter(name => name.startsWith("staff-"))) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      if (!answer.headers.has("X-Kept-At")) { continue; }
      const headers = new Headers(answer.headers);
      headers.set("X-Kept-At", String(Date.now() - 24 * 3600 * 1000));
      await cache.put(request, new Response(await answer.text(), { headers }));
    }
  }
}"""
GONE = "async path => !(await caches.match(path))"
NOTHING = f"async () => !(await ({OWN})()).length"
KEEP_SOMETHING = """async () => {
  const headers = { "X-Keep": "keep /checks 86400 somebody", "X-Kept-At": String(Date.now()) };
  await (await caches.open("staff-1-somebody")).put("/checks", new Response("", { headers }));
}"""
# The worker is held where its answer has come, or where it is about to put it by.
HELD = {
    "on its way": """() => {
      const plain = self.fetch, free = new Promise(go => { self.release = go; });
      self.reached = new Promise(go => {
        self.fetch = (...asked) => {
          const answer = plain(...asked);
          if (!/list$/.test(asked[0].url)) { return answer; }
          return answer.then(async came => { go(); await free; return came; });
        };
      });
    }""",
    "being kept": """() => {
      const plain = CacheStorage.prototype.open, free = new Promise(go => { self.release = go; });
      self.reached = new Promise(go => {
        CacheStorage.prototype.open = async function (name) {
          if (name.startsWith("staff-")) { go(); await free; }
          return plain.call(this, name);
        };
      });
    }""",
}
SEND_FOR_LIST = "() => { setTimeout(() => document.querySelector('form[action$=list]').submit()); }"


def test_at_the_sign_out_nothing_of_a_check_stays_on_the_phone(visits: Visit):
    visitor = at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    take_list(visitor)
    kept = visitor.page.evaluate(OWN)
    assert kept == ["/checks", f"/checks/{check_id}", f"/checks/{check_id}/calls/list"]

    visitor.open("/desk")
    visitor.page.locator(".top summary").click()
    visitor.press("退出登录")

    assert visitor.page.evaluate(OWN) == []
    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")


def test_even_a_sign_out_without_a_network_forgets_everything(visits: Visit):
    visitor = at_a_check(visits, 6)
    take_list(visitor)
    visitor.open("/desk")
    visitor.page.locator(".top summary").click()

    visitor.context.set_offline(True)
    visitor.press("退出登录")
    visitor.context.set_offline(False)
    visitor.open("/offline")

    assert visitor.page.evaluate(OWN) == []


def test_a_colleague_who_signs_in_on_the_same_phone_finds_nothing_of_before(visits: Visit):
    visitor = at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    take_list(visitor)

    enter(visitor, COLLEAGUE)
    wait_until_kept(visitor.page, "/checks")

    assert visitor.page.evaluate(OWN) == ["/checks"]
    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}/call")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")


def test_what_was_kept_for_a_day_is_gone(visits: Visit):
    visitor = at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    take_list(visitor)
    visitor.page.evaluate(LONG_AGO)

    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}")

    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")
    assert visitor.page.evaluate(OWN) == []


def test_with_the_end_of_the_check_its_numbers_leave_the_phone(visits: Visit):
    visitor = at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    take_list(visitor)

    visitor.open(f"/checks/{check_id}/end")
    visitor.press("以“无法完成”结束")
    expect(visitor.page.locator("#verdict")).to_be_visible()

    wait_until(visitor.page, GONE, f"/checks/{check_id}/calls/list")
    assert f"/checks/{check_id}" not in visitor.page.evaluate(OWN)


@pytest.mark.parametrize(
    "way",
    [
        "/desk/enter/x",
        "/desk/leave",
        "/desk/dingtalk/back",
        "/sign-in/code",
        "/sign-in/person",
        "/sign-out",
    ],
)
def test_nothing_stays_wherever_a_session_begins_or_ends(way: str, visits: Visit):
    page = _keeping_something(visits)

    page.goto(page.url.replace("/sign-in", way))
    wait_until(page, NOTHING)
    page.reload()

    assert page.evaluate(OWN) == []


@pytest.mark.parametrize("page_of_trainees", ["/sign-in", "/", "/t/somebody"])
def test_whoever_only_comes_by_the_trainees_pages_keeps_what_is_kept(page_of_trainees: str, visits: Visit):
    page = _keeping_something(visits)

    page.goto(page.url.replace("/sign-in", page_of_trainees))
    page.reload()

    assert page.evaluate(OWN) == ["/checks"]


def test_a_trainee_who_signs_in_on_the_same_phone_finds_no_number(visits: Visit):
    visitor = at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    take_list(visitor)

    visitor.sign_in("13800000029")

    expect(visitor.page.locator("#progress")).to_be_visible()
    wait_until(visitor.page, NOTHING)
    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}/call")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")


@pytest.mark.parametrize("where", HELD)
def test_a_page_that_arrives_after_the_sign_out_is_not_kept(where: str, visits: Visit):
    visitor = at_a_check(visits, 6)
    page, (worker,) = visitor.page, visitor.context.service_workers
    desk = visitor.context.new_page()
    desk.goto(f"{visitor.product.web}/desk")
    desk.locator(".top summary").click()
    worker.evaluate(HELD[where])
    page.evaluate(SEND_FOR_LIST)
    worker.evaluate("() => self.reached")

    desk.get_by_role("button", name="退出登录").click()
    expect(desk.get_by_text("已退出登录")).to_be_visible()
    wait_until(desk, NOTHING)
    worker.evaluate("() => self.release()")

    expect(page.locator("#kept")).to_contain_text("没有存下")
    assert page.evaluate(OWN) == []


@pytest.mark.parametrize("how", ["a page of another part", "a new worker"])
def test_what_was_kept_for_a_day_goes_though_nobody_opens_a_check(how: str, visits: Visit):
    visitor = at_a_check(visits, 6)
    take_list(visitor)
    visitor.page.evaluate(LONG_AGO)

    if how == "a new worker":
        visitor.page.evaluate(
            "async () => { await navigator.serviceWorker.register('/service-worker.js?2'); }"
        )
    else:
        visitor.open("/desk")

    wait_until(visitor.page, NOTHING)


def _keeping_something(visits: Visit) -> Page:
    visitor = visits()
    visitor.open("/sign-in")
    wait_for_worker(visitor.page)
    visitor.page.evaluate(KEEP_SOMETHING)
    return visitor.page
