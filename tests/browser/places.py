"""Every page that somebody can come to, and the way there."""

from collections.abc import Callable

from tests.browser.visitor import Visitor

# A phone gets one code a minute, so every way has a phone of its own; 13800000007 is a family's.
# 13800000005 hardly came. Those from 13800000101 on are in the class with online lessons.


def sign_in(visitor: Visitor) -> None:
    visitor.open("/sign-in")


def phone_refused(visitor: Visitor) -> None:
    visitor.ask_for_code("1380000")


def too_many_codes(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000011")
    visitor.ask_for_code("13800000011")


def code(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000012")


def code_refused(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000013")
    visitor.type_code("12345")


def person(visitor: Visitor) -> None:
    visitor.sign_in("13800000007")


def home(visitor: Visitor) -> None:
    visitor.sign_in("13800000014")


def home_in_large_type(visitor: Visitor) -> None:
    visitor.sign_in("13800000015")
    visitor.press("A+ 大字号")


def home_of_one_who_cannot_qualify(visitor: Visitor) -> None:
    visitor.sign_in("13800000005")


def home_of_an_online_class(visitor: Visitor) -> None:
    visitor.sign_in("13800000101")


def day(visitor: Visitor) -> None:
    visitor.sign_in("13800000016")
    visitor.open_last_whole_day()


def day_to_come(visitor: Visitor) -> None:
    visitor.sign_in("13800000102")
    visitor.page.locator("summary").click()
    visitor.page.locator("details a.row").last.click()


def how_it_counts(visitor: Visitor) -> None:
    visitor.sign_in("13800000103")
    visitor.follow("怎么算的")


def signed_out(visitor: Visitor) -> None:
    visitor.sign_in("13800000017")
    visitor.press("退出登录")


def not_found(visitor: Visitor) -> None:
    visitor.open("/nowhere")


def form_too_old(visitor: Visitor) -> None:
    visitor.open("/sign-in")
    visitor.context.clear_cookies()
    visitor.page.get_by_label("手机号").fill("13800000018")
    visitor.press("获取验证码")


def offline(visitor: Visitor) -> None:
    visitor.open("/offline")


def api_docs(visitor: Visitor) -> None:
    visitor.open("/api/v1/")


def phones(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000019")
    visitor.read_code("13800000019")
    visitor.page.goto(visitor.product.phones)


def phone(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000020")
    visitor.read_code("13800000020")
    visitor.page.goto(f"{visitor.product.phones}/phones/13800000020")


def chat(visitor: Visitor) -> None:
    visitor.page.goto(visitor.product.chat)
    visitor.chat_as("zhaokuaiji")
    visitor.say("帮助", "怎么用")


def chat_of_a_check(visitor: Visitor) -> None:
    visitor.page.goto(visitor.product.chat)
    visitor.chat_as("limin")
    visitor.say("电话查班 BT2026-YY", "电话查班 育婴员")
    visitor.page.locator(".card button").first.wait_for()
    visitor.say("名单", "备用还有")
    visitor.page.get_by_text("让它出故障").click()


PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(sign_in, phone_refused, too_many_codes, code, code_refused, person),
    *(home, home_in_large_type, home_of_one_who_cannot_qualify, home_of_an_online_class),
    *(day, day_to_come, how_it_counts, signed_out),
    *(not_found, form_too_old, offline, api_docs, phones, phone),
    *(chat, chat_of_a_check),
)
