"""Every page that somebody can come to, and the way there."""

from collections.abc import Callable

from tests.browser.installation import REVIEWER
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


def claim_to_begin(visitor: Visitor) -> None:
    visitor.sign_in("13800000206")
    visitor.follow("C1 补贴申领")


def claim_without_prospect(visitor: Visitor) -> None:
    visitor.sign_in("13800000205")
    visitor.open(visitor.page.locator("a", has_text="怎么算的").get_attribute("href") or "/")
    visitor.open(visitor.page.url.removeprefix(visitor.product.web).replace("how-it-counts", "claim"))


def claim_begun(visitor: Visitor) -> None:
    visitor.sign_in("13800000204")
    visitor.follow("C1 补贴申领")
    visitor.press("开始申领")


def claim_summary(visitor: Visitor) -> None:
    visitor.sign_in("13800000209")
    visitor.follow("C1 补贴申领")
    visitor.press("开始申领")
    visitor.hand_in("licence-1")
    visitor.page.locator("summary", has_text="出租车从业资格证").first.click()
    visitor.hand_in("taxi-1")
    visitor.follow("核对并提交")


def personal_data(visitor: Visitor) -> None:
    visitor.sign_in("13800000104")
    visitor.follow("我的信息")


def phone_codes(visitor: Visitor) -> None:
    visitor.sign_in("13800000106")
    visitor.follow("我的信息")
    visitor.page.get_by_label("新手机号").fill("13900000106")
    visitor.press("获取两个验证码")


def claims_queue(visitor: Visitor) -> None:
    visitor.enter(REVIEWER)
    visitor.follow("C1 补贴审核")


def claims_numbers(visitor: Visitor) -> None:
    visitor.enter(REVIEWER)
    visitor.open("/staff/claims/numbers")


def problems_told(visitor: Visitor) -> None:
    visitor.enter(REVIEWER)
    visitor.follow("学员反映")


PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(sign_in, phone_refused, too_many_codes, code, code_refused, person),
    *(home, home_in_large_type, home_of_one_who_cannot_qualify, home_of_an_online_class),
    *(day, day_to_come, how_it_counts, signed_out),
    *(claim_to_begin, claim_without_prospect, claim_begun, claim_summary, personal_data, phone_codes),
    *(claims_queue, claims_numbers, problems_told),
    *(not_found, form_too_old, offline, api_docs, phones, phone),
)
