"""A check in flight mode: its pages open again for who had them, and for nobody else or for ever."""

import re
from uuid import UUID

from playwright.sync_api import Page, Response, expect

from tests.browser.calling import begin, check_id_of
from tests.browser.checked import COLLEAGUE, enter, how_many, start
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, keep_picture
from training.records.checks.calls import PhoneShowing, SpotCall

NO_NETWORK = "net::ERR_INTERNET_DISCONNECTED"
OWN = """async () => {
  const names = (await caches.keys()).filter(name => name.startsWith("staff-"));
  const kept = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
  const paths = kept.flat().map(request => new URL(request.url).pathname);
  return paths.filter(path => !path.startsWith("/static")).sort();
}"""
HAS_STYLES = """async path => !!(await caches.match(path)) &&
  (await Promise.all([...document.querySelectorAll("link[rel=stylesheet], script[src]")]
    .map(each => caches.match(each.href || each.src)))).every(each => !!each)"""
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


def test_the_check_opens_again_in_flight_mode(visits: Visit):
    visitor = _at_a_check(visits, 6)
    page, path = visitor.page, f"/checks/{check_id_of(visitor.page)}"
    _wait_until_kept(page, path)

    visitor.context.set_offline(True)
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_contain_text("家政服务员")
    expect(page.locator("#offline")).to_contain_text(re.compile("没有网络，下面是 .* 的内容"))
    expect(page.locator("#bar")).to_be_visible()
    keep_picture(page, "check_in_flight_mode_again")


def test_the_call_that_was_open_opens_again_in_flight_mode_and_is_noted_once(visits: Visit):
    visitor = visits()
    check_id = begin(visitor, 6)
    page = visitor.page
    _wait_until_kept(page, f"/checks/{check_id}/call")

    visitor.context.set_offline(True)
    page.reload()

    expect(page.get_by_role("link", name="拨号")).to_be_visible()
    expect(page.locator(".filed").first).to_be_hidden()
    assert how_many(visitor.product, PhoneShowing, check_id) == 1


def test_the_whole_draw_is_called_in_flight_mode_from_a_list_that_was_taken_along(visits: Visit):
    visitor = _at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    _take_list(visitor)
    expect(page.locator("#kept")).to_contain_text("已存在这部手机上，可以断网")
    assert how_many(visitor.product, PhoneShowing, check_id) == 3
    keep_picture(page, "call_list")

    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}/call")
    _answer(page, "1 号")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")
    visitor.press("未接")
    _answer(page, "3 号")
    expect(page.locator("#kept")).to_contain_text("名单里的都打过了")
    expect(page.locator("#unsent")).to_contain_text("还有 3 项没有发出")
    keep_picture(page, "call_list_done")
    visitor.open(f"/checks/{check_id}")
    expect(page.locator("#unsent")).to_contain_text("还有 3 项没有发出")

    visitor.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#bar")).to_contain_text("核实 2/3")
    assert how_many(visitor.product, SpotCall, check_id) == 3
    visitor.open(f"/checks/{check_id}/record")
    expect(page.locator(".record")).to_contain_text("一次取下 3 名学员的号码")
    assert [each for each in visitor.complaints if NO_NETWORK not in each] == []


def test_whom_a_list_has_not_reached_may_be_called_again_from_it(visits: Visit):
    visitor = _at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    _take_list(visitor)
    visitor.context.set_offline(True)
    visitor.press("未接")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")

    page.get_by_role("link", name=re.compile("^1 号")).click()
    _answer(page, "1 号")

    expect(page.locator("#unsent")).to_contain_text("还有 2 项")
    visitor.context.set_offline(False)
    expect(page.locator("#unsent")).to_contain_text("已发出")
    assert how_many(visitor.product, SpotCall, check_id) == 2


def test_at_the_sign_out_nothing_of_a_check_stays_on_the_phone(visits: Visit):
    visitor = _at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    _take_list(visitor)
    kept = visitor.page.evaluate(OWN)
    assert kept == ["/checks", f"/checks/{check_id}", f"/checks/{check_id}/calls/list"]

    visitor.open("/staff")
    visitor.press("退出登录")

    assert visitor.page.evaluate(OWN) == []
    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")


def test_a_page_of_the_check_that_is_not_kept_is_tried_again_where_it_is(visits: Visit):
    visitor = _at_a_check(visits, 6)
    path = f"/checks/{check_id_of(visitor.page)}/record"
    visitor.context.set_offline(True)
    visitor.open(path)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")

    visitor.context.set_offline(False)
    visitor.follow("再试一次")

    expect(visitor.page.locator(".record")).to_be_visible()
    expect(visitor.page).to_have_url(visitor.product.web + path)


def test_a_list_that_no_network_let_through_is_tried_again_from_its_check(visits: Visit):
    visitor = _at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    visitor.context.set_offline(True)
    _take_list(visitor)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")

    visitor.context.set_offline(False)
    visitor.follow("再试一次")

    expect(visitor.page.locator("#bar")).to_be_visible()
    assert visitor.page.url.endswith(f"/checks/{check_id}")
    assert how_many(visitor.product, PhoneShowing, check_id) == 0


def test_even_a_sign_out_without_a_network_forgets_everything(visits: Visit):
    visitor = _at_a_check(visits, 6)
    _take_list(visitor)
    visitor.open("/staff")

    visitor.context.set_offline(True)
    visitor.press("退出登录")
    visitor.context.set_offline(False)
    visitor.open("/offline")

    assert visitor.page.evaluate(OWN) == []


def test_a_colleague_who_signs_in_on_the_same_phone_finds_nothing_of_before(visits: Visit):
    visitor = _at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    _take_list(visitor)

    enter(visitor, COLLEAGUE)
    _wait_until_kept(visitor.page, "/checks")

    assert visitor.page.evaluate(OWN) == ["/checks"]
    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}/call")
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")


def test_what_was_kept_for_a_day_is_gone(visits: Visit):
    visitor = _at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    _take_list(visitor)
    visitor.page.evaluate(LONG_AGO)

    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}")

    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")
    assert visitor.page.evaluate(OWN) == []


def test_with_the_end_of_the_check_its_numbers_leave_the_phone(visits: Visit):
    visitor = _at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    _take_list(visitor)

    visitor.open(f"/checks/{check_id}/end")
    visitor.press("以“无法完成”结束")
    expect(visitor.page.locator("#verdict")).to_be_visible()

    visitor.page.wait_for_function(f"async () => !(await caches.match('/checks/{check_id}/calls/list'))")
    assert f"/checks/{check_id}" not in visitor.page.evaluate(OWN)


def test_of_what_is_sent_the_worker_answers_the_list_alone(visits: Visit):
    visitor = _at_a_check(visits, 6)
    page, by_worker = visitor.page, {}
    page.on("response", lambda answer: by_worker.update({_sent(answer): answer.from_service_worker}))

    # As it is sent where the page's own script has not come.
    page.locator("form[action$=heads]").evaluate("form => { form.noValidate = true; form.submit(); }")
    expect(page.get_by_role("alert")).to_be_visible()
    page.go_back()
    _take_list(visitor)
    expect(page.locator("#kept")).to_be_visible()

    assert by_worker["POST heads"] is False
    assert by_worker["POST list"] is True


def test_without_script_the_list_is_a_page_of_all_calls(visits: Visit):
    visitor = visits(java_script_enabled=False)
    enter(visitor)
    start(visitor, 9)
    check_id = check_id_of(visitor.page)

    _take_list(visitor)
    expect(visitor.page.get_by_role("link", name="拨号")).to_have_count(3)
    visitor.page.locator("#card-2").get_by_role("button", name="未接").click()
    visitor.page.wait_for_load_state("load")

    assert how_many(visitor.product, SpotCall, check_id) == 1


def _at_a_check(visits: Visit, trainees: int) -> Visitor:
    visitor = visits()
    enter(visitor)
    _wait_for_worker(visitor.page)
    start(visitor, trainees)
    return visitor


def _wait_for_worker(page: Page) -> None:
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")


def _wait_until_kept(page: Page, path: str) -> None:
    page.wait_for_function(HAS_STYLES, arg=path)


def _sent(answer: Response) -> str:
    return f"{answer.request.method} {answer.url.rpartition('/')[2]}"


def _take_list(visitor: Visitor) -> UUID:
    visitor.page.get_by_text("带上离线名单（没有网络也能打）").click()
    visitor.press("带上离线名单")
    return check_id_of(visitor.page)


def _answer(page: Page, who: str) -> None:
    """Everything is as it was filed."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(who)
    page.get_by_role("button", name="问完了，看备案").click()
    page.get_by_role("button", name="全部一致").click()
