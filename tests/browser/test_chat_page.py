"""On the chat page of the stand-in one chats as anybody, and sees what DingTalk would show."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor


@pytest.fixture
def chatter(visits: Visit) -> Visitor:
    """王强 of 昆都仑区, on a phone."""
    visitor = visits()
    visitor.page.goto(visitor.product.chat)
    visitor.chat_as("wangqiang")
    return visitor


def last_bubble(page: Page):
    return page.locator(".entry:not(.mine) .bubble").last


def test_a_tap_says_the_command_and_a_card_follows_the_check(chatter: Visitor):
    page = chatter.page
    chatter.say("班级 DG", "BT2026-DG-003")
    last_bubble(page).get_by_role("link", name="查班", exact=True).click()
    expect(last_bubble(page)).to_contain_text("要查 BT2026-DG-003")
    last_bubble(page).get_by_role("link", name="电话查班").click()
    expect(page.locator(".mine").last).to_contain_text("电话查班 BT2026-DG-003")
    # Others of this run may have decided claims of his district, and cards tell him so.
    card = page.locator(".card").filter(has_text="BT2026-DG-003")
    expect(card).to_contain_text("已核实 0/10")

    card.get_by_role("button", name="下一位").click()
    expect(last_bubble(page)).to_contain_text("拨打 1")
    last_bubble(page).get_by_role("link", name="无误", exact=True).click()
    expect(last_bubble(page)).to_contain_text("已核实 1/10")

    page.get_by_label("图片").set_input_files(
        {"name": "room.jpg", "mimeType": "image/jpeg", "buffer": _picture()}
    )
    expect(page.locator(".mine img")).to_be_visible()
    last_bubble(page).get_by_role("link", name="全景").click()
    expect(last_bubble(page)).to_contain_text("全景 1 张")

    # What was answered in words stands on the card a while later; the end at once.
    chatter.say("结束 无法完成", "结论：无法完成")
    expect(card).to_contain_text("BT2026-DG-003 无法完成")
    expect(card).to_have_count(1)
    assert chatter.complaints == []


def test_another_person_sees_another_chat(chatter: Visitor):
    chatter.chat_as("guest-1")
    chatter.say("班级 DG", "还不认识您")

    expect(chatter.page.locator("#chat")).not_to_contain_text("BT2026-DG-003 电工")
    expect(chatter.page.locator("#chat")).to_contain_text("guest-1")


def test_what_is_typed_is_shown_as_text(chatter: Visitor):
    chatter.say("<img src=x onerror=alert(1)>", "没有听懂")

    expect(chatter.page.locator(".mine").last).to_contain_text("<img src=x onerror=alert(1)>")
    assert chatter.page.locator("#chat img[src=x]").count() == 0


def _picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (320, 240), (90, 120, 90)).save(made, "JPEG")
    return made.getvalue()
