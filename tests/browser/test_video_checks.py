"""A whole video check by page only: the meeting, the faces, the fallback, with and without scripts."""

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from tests.browser.checked import COLLEAGUE, a_photo_file, enter, how_many, start_video, statistics_csv
from tests.browser.conftest import Visit
from tests.browser.visitor import PHONE_SIZE, Visitor, keep_picture
from tests.patience import IN_A_BROWSER
from training.records.checks.evidence import Evidence
from training.records.checks.video_checks import FaceCount

DESKTOP = {"width": 1280, "height": 800}
MOST_BYTES = 20 * 1024
"""A picture proves one check only, so every check has one of its own."""
BETWEEN_LOOKS = 500
"""Milliseconds; the bot has its own turns."""
LOOKS = IN_A_BROWSER // BETWEEN_LOOKS


@pytest.mark.parametrize(
    ("scripts", "screen", "faces", "verdict"),
    [
        (True, PHONE_SIZE, 4, "合格"),
        (False, PHONE_SIZE, 4, "合格"),
        (True, DESKTOP, 3, "不合格"),
        (False, DESKTOP, 3, "不合格"),
    ],
)
def test_of_5_who_learn_online_4_faces_pass_and_3_fail(
    visits: Visit, tmp_path: Path, scripts: bool, screen: dict[str, int], faces: int, verdict: str
):
    visitor = visits(java_script_enabled=scripts)
    visitor.page.set_viewport_size(screen)
    page, name = visitor.page, f"video_{screen['width']}_{'on' if scripts else 'off'}"
    enter(visitor)
    start_video(visitor, 5)
    _wait_for(visitor, "加入会议")

    _everybody_joins(visitor)
    _wait_for(visitor, re.compile("入会 5|✓ 学员都在会上"))
    visitor.press("看镜头开了没有")
    _wait_for(visitor, re.compile("镜头 .* 看过"))
    keep_picture(page, f"{name}_meeting")
    _upload(page, a_photo_file(tmp_path), faces)
    expect(page.get_by_role("status").first).to_have_text("✓ 截图已保存。")
    expect(page.locator("#bar")).to_contain_text(f"人脸 {faces}/5")
    page.locator("#bar").get_by_role("link", name="提交结论").click()
    page.get_by_role("button", name="确认提交").click()

    expect(page.locator("#verdict")).to_have_text(verdict)
    keep_picture(page, f"{name}_ended")
    assert visitor.complaints == []
    _wait_for_the_end_of(visitor)


def test_a_screenshot_taken_in_flight_mode_is_sent_once_with_its_number(visits: Visit, tmp_path: Path):
    visitor = _checking(visits)
    page, check_id = visitor.page, _check_id(visitor.page)

    visitor.context.set_offline(True)
    _upload(page, a_photo_file(tmp_path), 4)
    expect(page.locator("#unsent")).to_contain_text("还有 1 项没有发出，已保存在这部手机上")
    keep_picture(page, "video_in_flight_mode")
    assert _rows(visitor, check_id) == [0, 0]

    visitor.context.set_offline(False)
    expect(page.locator("#unsent")).to_be_hidden()
    expect(page.locator("#bar")).to_contain_text("人脸 4/5=80.0%")
    assert _rows(visitor, check_id) == [1, 1]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_meeting_that_breaks_gives_way_to_the_statistics_of_the_day(
    visits: Visit, tmp_path: Path, scripts: bool
):
    visitor = visits(java_script_enabled=scripts)
    page = visitor.page
    enter(visitor)
    start_video(visitor, 5)
    history = page.get_by_role("link", name="这个班的历次检查").get_attribute("href") or ""
    exported = tmp_path / "直播.csv"
    exported.write_bytes(statistics_csv(visitor.product, UUID(history.rpartition("/")[2]), 4))

    page.get_by_text("会议开不成？").click()
    page.get_by_label("原因", exact=True).select_option("会议中途中断")
    page.get_by_label("情况").fill("学员端一直卡顿")
    visitor.press("记下原因，改用直播统计")
    page.get_by_label("钉钉导出的观看数据").set_input_files(exported)
    visitor.press("上传直播统计")

    expect(page.locator("#bar")).to_contain_text("参培 4/5=80.0%")
    page.locator("#bar").get_by_role("link", name="提交结论").click()
    page.get_by_role("button", name="确认提交").click()
    expect(page.locator("#verdict")).to_have_text("合格")
    assert visitor.complaints == []


def test_what_a_colleague_counts_appears_without_a_tap(visits: Visit, tmp_path: Path):
    visitor = _checking(visits)
    colleague = visits()
    enter(colleague, COLLEAGUE)
    colleague.open(f"/checks/{_check_id(visitor.page)}")
    expect(colleague.page.locator("#bar")).to_contain_text("人脸 未清点")

    _upload(visitor.page, a_photo_file(tmp_path), 5)

    expect(colleague.page.locator("#bar")).to_contain_text("人脸 5/5=100.0%")


def test_the_list_of_those_in_the_meeting_stays_open_while_people_come(visits: Visit):
    visitor = _checking(visits)
    visitor.page.get_by_text("谁在会上").click()
    expect(visitor.page.locator("#attendees")).to_contain_text("未入会")

    _everybody_joins(visitor)

    expect(visitor.page.locator("#attendees")).to_contain_text("在会")
    expect(visitor.page.locator("#attendees")).to_be_visible()


def test_the_first_load_of_a_video_check_is_20_kb_without_pictures(visits: Visit):
    visitor = _checking(visits)
    newcomer = visits(storage_state={"cookies": visitor.context.cookies(), "origins": []})
    answers: list[Any] = []
    newcomer.context.on("requestfinished", lambda answer: answers.append(answer))

    newcomer.page.goto(visitor.page.url, wait_until="networkidle")

    # What the worker fetches for flight mode comes once the page is there.
    of_page = (each for each in answers if not each.service_worker)
    sizes = [each.sizes() for each in of_page if each.resource_type != "image"]
    assert sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes) <= MOST_BYTES


def _checking(visits: Visit) -> Visitor:
    """Somebody with scripts in a check of five whose meeting runs."""
    visitor = visits()
    enter(visitor)
    start_video(visitor, 5)
    _wait_for(visitor, "加入会议")
    return visitor


def _wait_for(visitor: Visitor, words: str | re.Pattern[str]) -> None:
    """It comes by itself with scripts, and by loading the page again without."""
    found = visitor.page.locator("#live").get_by_text(words).first
    for _ in range(LOOKS if not visitor.scripts else 0):
        if found.is_visible():
            return
        visitor.page.wait_for_timeout(BETWEEN_LOOKS)
        visitor.page.reload()
    expect(found).to_be_visible()


def _everybody_joins(visitor: Visitor) -> None:
    """In the stand-in of DingTalk, with their cameras on."""
    address = visitor.page.get_by_role("link", name="加入会议").get_attribute("href")
    enrolled = visitor.page.locator("#attendees li").all_text_contents()
    for line in enrolled:
        name = line.split()[1]
        visitor.context.request.post(f"{address}/acts", data={"act": "join", "name": name})
    visitor.context.request.post(f"{address}/acts", data={"act": "camera_on", "who": "all"})


def _wait_for_the_end_of(visitor: Visitor) -> None:
    """The meeting is closed with the check; its list of members is fetched into the record."""
    check_id = _check_id(visitor.page)
    for _ in range(LOOKS):
        visitor.open(f"/checks/{check_id}/record")
        if re.search(r"会议号 \d+，.*入会 5/5", visitor.page.locator("article").inner_text()):
            return
        visitor.page.wait_for_timeout(BETWEEN_LOOKS)
    raise AssertionError(visitor.page.locator("article").inner_text())


def _upload(page: Page, photo: Path, faces: int) -> None:
    page.get_by_label("选一张会议截图").set_input_files(photo)
    page.get_by_label("这张截图里学员的人脸数").fill(str(faces))
    page.get_by_role("button", name="上传截图").click()


def _check_id(page: Page) -> UUID:
    found = re.search(r"/checks/([0-9a-f-]{36})", page.url)
    assert found, page.url
    return UUID(found[1])


def _rows(visitor: Visitor, check_id: UUID) -> list[int]:
    """Screenshots and counts of a check."""
    return [how_many(visitor.product, record, check_id) for record in (Evidence, FaceCount)]
