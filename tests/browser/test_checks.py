"""A whole spot check by page only: on phone and large screen, with scripts and without, in flight mode."""

import re
from pathlib import Path
from uuid import UUID

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.calling import call_next, check_id_of
from tests.browser.checked import COLLEAGUE, a_photo_file, enter, how_many, start
from tests.browser.conftest import Visit
from tests.browser.installation import Installation
from tests.browser.visitor import PHONE_SIZE, Visitor, keep_picture
from training.records.checks.calls import SpotCall
from training.records.checks.evidence import Evidence, HeadCount

DESKTOP = {"width": 1280, "height": 800}
MOST_BYTES, MOST_BYTES_OF_A_CALL = 20 * 1024, 10 * 1024
"""Of the first page and of each call after it.

The sheet and the pictures of the whole desk are a third of the first; they come once and are kept for a year.
"""


def test_24_of_30_pass_on_a_phone_with_scripts(visits: Visit, tmp_path: Path):
    visitor = _whole_check(visits, tmp_path, scripts=True, trainees=30, heads=24)

    expect(visitor.page.locator("#verdict")).to_have_text("合格")
    expect(visitor.page.locator(".verdict")).to_contain_text("到课 24/30=80.0%，应达 80%")


@pytest.mark.parametrize(
    ("scripts", "screen", "heads", "verdict"),
    [
        (False, PHONE_SIZE, 5, "合格"),
        (False, DESKTOP, 4, "不合格"),
        (True, DESKTOP, 4, "不合格"),
        (True, PHONE_SIZE, 4, "不合格"),
    ],
)
def test_of_6_in_class_5_pass_and_4_fail(
    visits: Visit, tmp_path: Path, scripts: bool, screen: dict[str, int], heads: int, verdict: str
):
    visitor = _whole_check(visits, tmp_path, scripts=scripts, trainees=6, heads=heads, screen=screen)

    expect(visitor.page.locator("#verdict")).to_have_text(verdict)
    assert visitor.complaints == []


def test_what_was_done_in_flight_mode_is_sent_once_when_the_network_returns(visits: Visit, tmp_path: Path):
    visitor = _calling(visits, 6)
    page, check_id = visitor.page, check_id_of(visitor.page)

    visitor.context.set_offline(True)
    _answer(page)
    _count(page, 5)
    _photograph(page, a_photo_file(tmp_path))
    expect(page.locator("#unsent")).to_contain_text("还有 3 项没有发出，已保存在这部手机上")
    expect(page.locator("#unsent")).to_contain_text("1 号的通话")
    keep_picture(page, "check_in_flight_mode")
    assert _rows(visitor.product, check_id) == [0, 0, 0]

    visitor.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#bar")).to_contain_text("核实 1/2")
    expect(page.locator("#bar")).to_contain_text("出勤 5/6=83.3%")
    expect(page.locator("#bar")).to_contain_text("✓ 全景")
    assert _rows(visitor.product, check_id) == [1, 1, 1]


@pytest.mark.parametrize("scripts", [False, True])
def test_the_key_that_ends_a_note_records_no_call(visits: Visit, scripts: bool):
    visitor = visits(java_script_enabled=scripts)
    enter(visitor)
    start(visitor, 6)
    page, check_id = visitor.page, check_id_of(visitor.page)
    call_next(page)
    note = page.get_by_label("备注")
    expect(page.get_by_role("button", name="看备案", exact=True).first).to_be_visible(visible=scripts)

    note.fill("听不清")
    note.press("Enter")

    if scripts:
        expect(note).not_to_be_focused()
        expect(page.locator(".call-form")).to_be_visible()
    else:
        expect(page.locator(".filed").first).to_be_visible()
    expect(note).to_have_value("听不清")
    assert _rows(visitor.product, check_id)[0] == 0


def test_what_was_not_sent_survives_the_end_of_the_page(visits: Visit, tmp_path: Path):
    visitor = _calling(visits, 6)
    check_id = check_id_of(visitor.page)
    visitor.context.set_offline(True)
    visitor.press("未接")
    expect(visitor.page.locator("#unsent")).to_contain_text("1 号的通话（未接）")
    _photograph(visitor.page, a_photo_file(tmp_path, seats=7))
    expect(visitor.page.locator("#unsent")).to_contain_text("还有 2 项")

    visitor.page.close()
    visitor.context.set_offline(False)
    visitor.page = visitor.context.new_page()
    visitor.open(f"/checks/{check_id}")

    expect(visitor.page.locator("#bar")).to_contain_text("✓ 全景")
    expect(visitor.page.locator("#unsent")).to_be_hidden()
    assert _rows(visitor.product, check_id) == [1, 0, 1]


def test_what_arrives_from_an_earlier_page_takes_nothing_along_that_is_being_typed(visits: Visit):
    visitor = _calling(visits, 6)
    check_id = check_id_of(visitor.page)
    visitor.context.set_offline(True)
    _count(visitor.page, 5)
    expect(visitor.page.locator("#unsent")).to_contain_text("还有 1 项")
    visitor.page.close()
    visitor.context.set_offline(False)
    visitor.page = page = visitor.context.new_page()
    heads = page.get_by_label("现在教室里的学员")

    def type_meanwhile(route: Route) -> None:
        heads.fill("6")
        route.continue_()

    page.route("**/heads", type_meanwhile, times=1)
    visitor.open(f"/checks/{check_id}")

    expect(page.locator("#unsent")).to_have_text("✓ 到课人数已发出。")
    expect(heads).to_have_value("6")
    assert _rows(visitor.product, check_id) == [0, 1, 0]


def test_what_arrived_without_its_answer_is_sent_again_and_stored_once(visits: Visit):
    visitor = _calling(visits, 6)
    page, check_id = visitor.page, check_id_of(visitor.page)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/heads", lose_the_answer, times=1)
    _count(page, 5)
    expect(page.locator("#unsent")).to_contain_text("到课人数")
    page.get_by_role("button", name="现在发送").click()

    expect(page.locator("#unsent")).to_contain_text("✓ 到课人数已发出")
    assert _rows(visitor.product, check_id) == [0, 1, 0]


def test_a_refusal_leaves_the_answers_in_the_form(visits: Visit):
    visitor = _calling(visits, 6)
    page = visitor.page

    visitor.press("问完了，看备案")
    page.get_by_label("备注").evaluate("each => { each.maxLength = 300; each.value = '长'.repeat(256); }")
    visitor.press("全部一致")

    expect(page.locator("#unsent")).to_contain_text("1 号的通话没有被接受")
    expect(page.locator("#unsent")).to_contain_text("最多 255 个字")
    expect(page.get_by_label("备注")).to_have_value("长" * 256)
    expect(page.get_by_role("radio", name="不一致").first).to_be_visible()


IS_LOADED_AGAIN = "() => performance.getEntriesByType('navigation')[0].type === 'reload'"


def test_after_the_session_has_ended_nothing_is_lost(visits: Visit):
    visitor = _calling(visits, 6)
    check_id = check_id_of(visitor.page)

    visitor.context.clear_cookies()
    visitor.press("空号")
    expect(visitor.page.locator("#unsent")).to_contain_text("登录已失效")
    assert _rows(visitor.product, check_id)[0] == 0

    enter(visitor)
    # The list of checks sends what waits, and loads itself again when it has arrived.
    visitor.page.wait_for_function(IS_LOADED_AGAIN)
    visitor.open(f"/checks/{check_id}")
    expect(visitor.page.locator("#live")).to_contain_text(re.compile(r"未接通\s*1"))
    assert _rows(visitor.product, check_id)[0] == 1


def test_what_is_sent_late_does_not_undo_a_tap(visits: Visit):
    visitor = _calling(visits, 6, service_workers="block")
    page, sent = visitor.page, []
    visitor.context.clear_cookies()
    visitor.press("空号")
    expect(page.locator("#unsent")).to_contain_text("登录已失效")

    with page.expect_request("**/calls/*"):
        page.route("**/calls/*", lambda route: sent.append(route))
        enter(visitor)
    # An answer without a page: the tap has been made, and the phone stays where the reload would come from.
    page.route("**/desk", lambda route: route.fulfill(status=204))
    with page.expect_response("**/desk"):
        page.evaluate("() => { setTimeout(function () { location.href = '/desk'; }); }")
    sent[0].continue_()

    expect(page.locator("#unsent")).to_contain_text("已发出")


def test_a_colleague_on_the_same_phone_does_not_send_what_is_not_hers(visits: Visit):
    visitor = _calling(visits, 6)
    check_id = check_id_of(visitor.page)
    visitor.context.clear_cookies()
    visitor.press("空号")
    expect(visitor.page.locator("#unsent")).to_contain_text("登录已失效")

    enter(visitor, COLLEAGUE)
    visitor.open(f"/checks/{check_id}")
    expect(visitor.page.locator("#bar")).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")

    expect(visitor.page.locator("#unsent")).to_be_hidden()
    assert _rows(visitor.product, check_id)[0] == 0


def test_what_a_colleague_does_appears_without_a_tap(visits: Visit):
    visitor = _calling(visits, 6)
    colleague = visits()
    enter(colleague, COLLEAGUE)
    colleague.open(f"/checks/{check_id_of(visitor.page)}")
    expect(colleague.page.locator("#bar")).to_contain_text("出勤 未清点")

    _count(visitor.page, 5)

    expect(colleague.page.locator("#bar")).to_contain_text("出勤 5/6=83.3%")


def test_a_large_photo_is_shrunk_on_the_phone(visits: Visit, tmp_path: Path):
    visitor = _calling(visits, 6)
    check_id = check_id_of(visitor.page)
    visitor.open(f"/checks/{check_id}")

    _photograph(visitor.page, a_photo_file(tmp_path, size=(4000, 2250)))
    expect(visitor.page.get_by_role("status").first).to_have_text("✓ 照片已保存。")
    visitor.page.locator(".thumbs a").first.click()

    assert _size_of_picture(visitor.page) == [1600, 900]


@pytest.mark.parametrize(
    ("orientation", "shown"),
    [(1, [1600, 1200]), (6, [1920, 2560])],
    ids=["upright, so it is shrunk", "turned, so it is sent as it is"],
)
def test_a_browser_that_turns_no_photo_by_itself_never_lays_one_on_its_side(
    visits: Visit, tmp_path: Path, orientation: int, shown: list[int]
):
    visitor = _calling(visits, 6)
    check_id = check_id_of(visitor.page)
    visitor.page.add_init_script("CSS.supports = function () { return false; };")
    visitor.open(f"/checks/{check_id}")

    _photograph(visitor.page, _as_a_camera_saves(a_photo_file(tmp_path, size=(4000, 3000)), orientation))
    expect(visitor.page.get_by_role("status").first).to_have_text("✓ 照片已保存。")
    visitor.page.locator(".thumbs a").first.click()

    assert _size_of_picture(visitor.page) == shown


def test_the_first_load_of_a_check_is_20_kb_without_pictures_and_its_first_call_10(visits: Visit):
    visitor = _calling(visits, 30)
    newcomer = visits(storage_state={"cookies": visitor.context.cookies(), "origins": []})
    answers = []
    newcomer.context.on("requestfinished", lambda answer: answers.append(answer))

    newcomer.page.goto(visitor.page.url.partition("/call")[0], wait_until="networkidle")
    first_load = _bytes_of(answers)
    answers.clear()
    call_next(newcomer.page)
    newcomer.page.wait_for_load_state("networkidle")

    assert first_load <= MOST_BYTES
    assert _bytes_of(answers) <= MOST_BYTES_OF_A_CALL


def _bytes_of(answers: list[Request]) -> int:
    """On the wire, headers and all; what the worker fetches for later keeps nobody waiting."""
    of_page = (each for each in answers if not each.service_worker)
    sizes = [each.sizes() for each in of_page if each.resource_type != "image"]
    return sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes)


def _whole_check(
    visits: Visit,
    folder: Path,
    *,
    scripts: bool,
    trainees: int,
    heads: int,
    screen: dict[str, int] = PHONE_SIZE,
) -> Visitor:
    """From the list of classes to the verdict; everybody is reached and says what was filed."""
    visitor = visits(java_script_enabled=scripts)
    visitor.page.set_viewport_size(screen)
    page = visitor.page
    enter(visitor)
    start(visitor, trainees)
    name = f"check_{trainees}_{screen['width']}_{'on' if scripts else 'off'}"
    keep_picture(page, f"{name}_begun")
    call_next(page)
    for called in range(1, -(-trainees // 3) + 1):
        _answer(page)
        expect(page.locator(".note.is-good")).to_contain_text(f"{called} 号已记录：一致")
    _count(page, heads)
    expect(page.get_by_role("status").first).to_have_text("✓ 到课人数已记录。")
    _photograph(page, a_photo_file(folder))
    expect(page.get_by_role("status").first).to_have_text("✓ 照片已保存。")
    keep_picture(page, f"{name}_ready")
    page.locator("#bar").get_by_role("link", name="提交结论").click()
    page.get_by_role("button", name="确认提交").click()
    keep_picture(page, f"{name}_ended")
    return visitor


def _calling(visits: Visit, trainees: int, **options: str) -> Visitor:
    """Somebody with scripts who has the first trainee's number before her."""
    visitor = visits(**options)
    enter(visitor)
    start(visitor, trainees)
    call_next(visitor.page)
    expect(visitor.page.get_by_role("button", name="看备案", exact=True).first).to_be_visible()
    return visitor


def _answer(page: Page) -> None:
    """Everything is as it was filed."""
    page.get_by_role("button", name="问完了，看备案").click()
    page.get_by_role("button", name="全部一致").click()


def _count(page: Page, heads: int) -> None:
    _unfold(page)
    page.get_by_label("现在教室里的学员").fill(str(heads))
    page.get_by_role("button", name="记录到课人数").click()


def _unfold(page: Page) -> None:
    """While a call is on, the other forms are out of the way."""
    more = page.locator("details.more:not([open]) > summary")
    if more.count():
        more.click()


def _size_of_picture(page: Page) -> list[int]:
    """Of the picture that the page is about, once it is there: before, it is nothing wide and high."""
    size = """each => each.decode().then(() => [each.naturalWidth, each.naturalHeight])"""
    return page.locator("img.whole").first.evaluate(size)


def _as_a_camera_saves(photo: Path, orientation: int) -> Path:
    """With the note of how the camera was held."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "camera"
    exif[ExifTags.Base.Orientation] = orientation
    with Image.open(photo) as opened:
        opened.save(photo, "JPEG", exif=exif)
    return photo


def _photograph(page: Page, photo: Path) -> None:
    _unfold(page)
    page.get_by_label("或选一张监控截图").set_input_files(photo)
    page.get_by_role("checkbox", name="这是教室全景").check()
    page.get_by_role("button", name="上传照片").click()


def _rows(product: Installation, check_id: UUID) -> list[int]:
    """Calls, head counts and pictures of a check."""
    return [how_many(product, record, check_id) for record in (SpotCall, HeadCount, Evidence)]
