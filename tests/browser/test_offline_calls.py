"""A check in flight mode: its pages open again for who had them, and calls are made and sent from them."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from playwright.sync_api import Page, Response, expect
from sqlalchemy import select

from tests.browser.calling import (
    answer_all_same,
    at_a_check,
    begin,
    check_id_of,
    take_list,
    taps_counted,
    wait_until_kept,
)
from tests.browser.checked import enter, how_many, opened, start
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, keep_picture
from training.records.checks.calls import PhoneShowing, SpotCall
from training.records.checks.spot_checks import SpotCheck

NO_NETWORK = "net::ERR_INTERNET_DISCONNECTED"
SECONDS_OF_CALL, HALF_AN_HOUR, AN_HOUR = 600, "30:00", timedelta(hours=1)


def test_the_check_opens_again_in_flight_mode(visits: Visit):
    visitor = at_a_check(visits, 6)
    page, path = visitor.page, f"/checks/{check_id_of(visitor.page)}"
    wait_until_kept(page, path)

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
    wait_until_kept(page, f"/checks/{check_id}/call")

    visitor.context.set_offline(True)
    page.reload()

    expect(page.get_by_role("link", name="拨号")).to_be_visible()
    expect(page.locator(".filed").first).to_be_hidden()
    assert how_many(visitor.product, PhoneShowing, check_id) == 1


def test_the_whole_draw_is_called_in_flight_mode_from_a_list_that_was_taken_along(visits: Visit):
    visitor = at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    take_list(visitor)
    expect(page.locator("#kept")).to_contain_text("已存在这部手机上，可以断网")
    assert how_many(visitor.product, PhoneShowing, check_id) == 3
    keep_picture(page, "call_list")

    visitor.context.set_offline(True)
    visitor.open(f"/checks/{check_id}/call")
    answer_all_same(page, "1 号")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")
    visitor.press("未接")
    answer_all_same(page, "3 号")
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


@pytest.mark.parametrize("is_loaded_again", [False, True])
def test_whom_a_list_has_not_reached_may_be_called_again_from_it(is_loaded_again: bool, visits: Visit):
    visitor = at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    take_list(visitor)
    visitor.context.set_offline(True)
    visitor.press("未接")
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")
    if is_loaded_again:
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")

    page.get_by_role("link", name=re.compile("^1 号")).click()
    answer_all_same(page, "1 号")

    expect(page.locator("#unsent")).to_contain_text("还有 2 项")
    visitor.context.set_offline(False)
    expect(page.locator("#unsent")).to_contain_text("已发出")
    assert how_many(visitor.product, SpotCall, check_id) == 2


def test_a_second_attempt_from_a_page_that_was_opened_again_counts_beside_one_that_was_sent(visits: Visit):
    visitor = at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    take_list(visitor)
    visitor.press("未接")
    expect(page.locator("#unsent")).to_contain_text("已发出")
    visitor.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 号")

    page.get_by_role("link", name=re.compile("^1 号")).click()
    visitor.press("未接")
    expect(page.locator("#unsent")).to_contain_text("还有 1 项")
    visitor.context.set_offline(False)

    expect(page.locator("#unsent")).to_contain_text("已发出")
    assert how_many(visitor.product, SpotCall, check_id) == 2


@pytest.mark.parametrize("is_dialled_here", [True, False])
def test_a_call_lasts_from_the_tap_that_dialled_or_from_when_it_came_on_the_screen(
    is_dialled_here: bool, visits: Visit
):
    visitor = at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    page.clock.install()
    take_list(visitor)
    _move_back(visitor, check_id)
    visitor.context.set_offline(True)
    if is_dialled_here:
        page.clock.fast_forward(HALF_AN_HOUR)
        _dial(page)

    page.clock.fast_forward(SECONDS_OF_CALL * 1000)
    page.reload()
    answer_all_same(page, "1 号")
    visitor.context.set_offline(False)

    expect(page.locator("#unsent")).to_contain_text("已发出")
    assert SECONDS_OF_CALL <= _seconds_of_call(visitor, check_id) < 2 * SECONDS_OF_CALL


def test_whom_another_call_was_looked_at_in_between_still_lasts_from_the_tap_and_the_next_from_its_own(
    visits: Visit,
):
    visitor = at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    page.clock.install()
    take_list(visitor)
    _move_back(visitor, check_id)
    _dial(page)
    page.clock.fast_forward(SECONDS_OF_CALL * 1000)

    page.get_by_role("link", name=re.compile("^3 号")).click()
    page.get_by_role("link", name=re.compile("^1 号")).click()
    answer_all_same(page, "1 号")
    expect(page.locator("#unsent")).to_contain_text("1 号的通话已发出")
    assert SECONDS_OF_CALL <= _seconds_of_call(visitor, check_id) < 2 * SECONDS_OF_CALL

    visitor.press("未接")
    expect(page.locator("#unsent")).to_contain_text("2 号的通话（未接）已发出")
    assert _seconds_of_call(visitor, check_id) < SECONDS_OF_CALL


def test_a_call_that_was_refused_lasted_no_less_when_it_is_put_right(visits: Visit):
    visitor = at_a_check(visits, 9)
    page, check_id = visitor.page, check_id_of(visitor.page)
    page.clock.install()
    take_list(visitor)
    _move_back(visitor, check_id)
    note = page.locator("#note-1")
    note.evaluate("each => { each.maxLength = 300; each.value = '长'.repeat(256); }")
    _dial(page)
    page.clock.fast_forward(SECONDS_OF_CALL * 1000)
    visitor.press("未接")
    expect(page.locator("#unsent")).to_contain_text("没有被接受")

    note.fill("没有人接")
    visitor.press("未接")

    expect(page.locator("#unsent")).to_contain_text("已发出")
    assert SECONDS_OF_CALL <= _seconds_of_call(visitor, check_id) < 2 * SECONDS_OF_CALL


def test_a_page_of_the_check_that_is_not_kept_is_tried_again_where_it_is(visits: Visit):
    visitor = at_a_check(visits, 6)
    path = f"/checks/{check_id_of(visitor.page)}/record"
    visitor.context.set_offline(True)
    visitor.open(path)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")

    visitor.context.set_offline(False)
    visitor.follow("再试一次")

    expect(visitor.page.locator(".record")).to_be_visible()
    expect(visitor.page).to_have_url(visitor.product.web + path)


def test_a_list_that_no_network_let_through_is_tried_again_from_its_check(visits: Visit):
    visitor = at_a_check(visits, 6)
    check_id = check_id_of(visitor.page)
    visitor.context.set_offline(True)
    take_list(visitor)
    expect(visitor.page.get_by_role("heading", level=1)).to_have_text("没有网络")

    visitor.context.set_offline(False)
    visitor.follow("再试一次")

    expect(visitor.page.locator("#bar")).to_be_visible()
    assert visitor.page.url.endswith(f"/checks/{check_id}")
    assert how_many(visitor.product, PhoneShowing, check_id) == 0


def test_of_what_is_sent_the_worker_answers_the_list_alone(visits: Visit):
    visitor = at_a_check(visits, 6)
    page, by_worker = visitor.page, {}
    page.on("response", lambda answer: by_worker.update({_sent(answer): answer.from_service_worker}))

    # As it is sent where the page's own script has not come.
    page.locator("form[action$=heads]").evaluate("form => { form.noValidate = true; form.submit(); }")
    expect(page.get_by_role("alert")).to_be_visible()
    page.go_back()
    take_list(visitor)
    expect(page.locator("#kept")).to_be_visible()

    assert by_worker["POST heads"] is False
    assert by_worker["POST list"] is True


def test_without_script_the_list_is_a_page_of_all_calls(visits: Visit):
    visitor = visits(java_script_enabled=False)
    enter(visitor)
    start(visitor, 9)
    check_id = check_id_of(visitor.page)

    take_list(visitor)
    expect(visitor.page.get_by_role("link", name="拨号")).to_have_count(3)
    visitor.page.locator("#card-2").get_by_role("button", name="未接").click()
    visitor.page.wait_for_load_state("load")

    assert how_many(visitor.product, SpotCall, check_id) == 1


def _sent(answer: Response) -> str:
    return f"{answer.request.method} {answer.url.rpartition('/')[2]}"


def _dial(page: Page) -> None:
    with taps_counted(page):
        page.get_by_role("link", name="拨号").click()


def _move_back(visitor: Visitor, check_id: UUID) -> None:
    """The check and its list are of an hour ago: only the page's own time is wound on."""
    with opened(visitor.product) as (database, _), database.writing() as session:
        check = session.scalars(select(SpotCheck).where(SpotCheck.public_id == check_id)).one()
        check.started_at -= AN_HOUR
        for showing in session.scalars(select(PhoneShowing).where(PhoneShowing.check_id == check.id)):
            showing.shown_at -= AN_HOUR


def _seconds_of_call(visitor: Visitor, check_id: UUID) -> float:
    """Of the call that was recorded last."""
    last = select(SpotCall).join(SpotCheck, SpotCheck.id == SpotCall.check_id).order_by(SpotCall.id.desc())
    with opened(visitor.product) as (database, _), database.reading() as session:
        call = session.scalars(last.where(SpotCheck.public_id == check_id).limit(1)).one()
        return (call.ended_at - call.started_at).total_seconds()
