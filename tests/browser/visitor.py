"""Somebody with a phone in the hand: what the pages are opened and used with."""

import os
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page

from tests.browser.installation import Installation, wait_for

MOST_LOOKS = 300
PHONE_SIZE = {"width": 360, "height": 740}
KEPT: dict[tuple[int, str], Any] = {}
REFUSED = "Failed to load resource: the server responded with a status of 4"


@dataclass
class Visitor:
    """One person in one browser; remembers what the browser complained about and asked for."""

    context: BrowserContext
    product: Installation
    scripts: bool = True
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("console", self._hear)
        self.context.on("weberror", lambda fault: self.complaints.append(str(fault.error)))
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()

    def open(self, path: str) -> None:
        self.page.goto(self.product.web + path)

    def press(self, name: str) -> None:
        self.click(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        self.click(self.page.get_by_role("link", name=name).first)

    def click(self, found: Locator) -> None:
        """A click by itself waits until the new page began, not until it is there with all its pictures."""
        found.click()
        self.page.wait_for_load_state("load")

    def ask_for_code(self, phone: str) -> None:
        self.open("/sign-in")
        self.page.get_by_label("手机号").fill(phone)
        self.press("获取验证码")

    def read_code(self, phone: str) -> str:
        """Look at the phone, in another tab."""
        address = f"{self.product.phones}/phones/{phone}"
        wait_for(address)
        look = self.context.new_page()
        look.goto(address)
        code = look.locator(".code").first.inner_text()
        look.close()
        return code

    def open_link_of_sms(self, phone: str, words: str) -> None:
        """Look at the phone until that SMS is there, and tap its link."""
        self.page.goto(f"{self.product.phones}/phones/{phone}")
        message = self.page.locator(".card", has_text=words).first
        for _ in range(MOST_LOOKS):
            if message.count():
                break
            # A worker sends it within a second; without scripts the page shows that only when asked again.
            self.page.reload()
        keep_picture(self.page, f"sms_{phone}")
        self.click(message.get_by_role("link", name="打开链接"))

    def type_code(self, code: str) -> None:
        self.page.get_by_label("6 位验证码").fill(code)
        self.press("登录")
        self.read_notice()

    def be(self, person: Locator) -> None:
        """Of a family on one phone, that one."""
        self.click(person)
        self.read_notice()

    def read_notice(self) -> None:
        """What is processed, and why: shown to each trainee once."""
        if self.page.get_by_role("button", name="知道了", exact=True).count():
            self.press("知道了")

    def sign_in(self, phone: str) -> None:
        self.ask_for_code(phone)
        self.type_code(self.read_code(phone))

    def come_back(self, phone: str) -> None:
        """By what an earlier visit of this phone left, or by a code, of which a phone gets one a minute."""
        if cookies := KEPT.get((self.product.port, phone)):
            self.context.add_cookies(cookies)
            self.open("/")
        else:
            self.sign_in(phone)
            KEPT[self.product.port, phone] = self.context.cookies()

    def enter_as_staff(self, name: str) -> None:
        self.page.goto(self.product.staff_link(name))
        self.press("进入")

    def hand_in(self, field: str, content: bytes | None = None) -> None:
        """A photo into a field of a claim: a script sends it at once, without one the button does."""
        photo = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content or a_photo()}
        self.page.locator(f"#file-{field}").set_input_files(photo)
        button = self.page.locator(f"#{field} form button")
        if not self.scripts:
            button.click()
        self.page.locator(f"#{field} .thumbnail").wait_for()

    def open_last_whole_day(self) -> None:
        """The second of the list: the first is today, which may have nothing to show yet."""
        self.click(self.page.locator("#days ~ a.row").nth(1))

    def chat_as(self, userid: str) -> None:
        """Be somebody else on the chat page of the stand-in."""
        self.page.get_by_label("我是").select_option(userid)

    def say(self, words: str, answer: str) -> None:
        """Say it in the chat and wait for what is answered."""
        self.page.get_by_label("说点什么").fill(words)
        self.press("发送")
        self.page.get_by_role("heading", name=answer).or_(self.page.get_by_text(answer)).last.wait_for()

    def _hear(self, message: ConsoleMessage) -> None:
        # A refused form or a page that is not there is said by its status too, and rightly.
        is_own_status = message.text.startswith(REFUSED) and message.location["url"] == self.page.url
        if message.type in ("error", "warning") and not is_own_status:
            self.complaints.append(message.text)


def a_photo(width: int = 1200, height: int = 800) -> bytes:
    """Something with edges, as a camera would hand it over."""
    photo = Image.new("RGB", (width, height), (70, 80, 90))
    ImageDraw.Draw(photo).rectangle((100, 100, width - 100, height - 100), fill=(230, 240, 230))
    content = BytesIO()
    photo.save(content, "JPEG", quality=95)
    return content.getvalue()


def keep_picture(page: Page, name: str) -> None:
    """Save what the page looks like into the folder that CHABAN_SCREENSHOTS names, if it names one."""
    if folder := os.environ.get("CHABAN_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
