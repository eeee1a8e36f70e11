"""The ways to the pages of administration: staff, permissions, rules, institutions."""

from datetime import UTC, datetime
from functools import lru_cache

from tests.browser.checked import opened
from tests.browser.claiming import CITY, enter
from tests.browser.installation import Installation
from tests.browser.visitor import Visitor
from tests.factories import an_id_number
from tests.training.calendar.rules.test_notice_text import NOTICE_2025
from tests.training.certificates.taking_over import old
from training.certificates.acts.import_former import import_former
from training.certificates.acts.import_series import import_series
from training.certificates.sheets.series_rows import SeriesRow
from training.sheets.hand_in import HandedFile


def members(visitor: Visitor) -> None:
    enter(visitor, "/desk/staff", CITY)


def members_nobody_found(visitor: Visitor) -> None:
    enter(visitor, "/desk/staff?q=zzz", CITY)


def member(visitor: Visitor) -> None:
    members(visitor)
    visitor.follow("王强")


def member_given_a_link(visitor: Visitor) -> None:
    member(visitor)
    visitor.press("给一个登录链接")


def member_to_place(visitor: Visitor) -> None:
    member(visitor)
    visitor.follow("改角色和单位")


def member_to_leave(visitor: Visitor) -> None:
    member(visitor)
    visitor.follow("办离岗")


def deputies(visitor: Visitor) -> None:
    enter(visitor, "/desk/staff/deputies", CITY)


def deputy_new(visitor: Visitor) -> None:
    enter(visitor, "/desk/staff/deputies/new", CITY)


def deputy_refused(visitor: Visitor) -> None:
    deputy_new(visitor)
    visitor.page.get_by_label("代理人", exact=True).select_option(index=1)
    visitor.page.get_by_label("到", exact=True).fill("2027-12-31")
    visitor.page.get_by_label("原因").fill("年休假")
    visitor.press("请代理")


def member_new(visitor: Visitor) -> None:
    enter(visitor, "/desk/staff/new", CITY)


def member_refused(visitor: Visitor) -> None:
    member_new(visitor)
    visitor.page.get_by_label("姓名").fill("王强")
    visitor.page.get_by_role("radio", name="市级").check()
    visitor.press("登记")


def permissions(visitor: Visitor) -> None:
    enter(visitor, "/desk/permissions", CITY)


def rules(visitor: Visitor) -> None:
    enter(visitor, "/desk/rules", CITY)


def rule_version(visitor: Visitor) -> None:
    rules(visitor)
    visitor.follow("全市 第 1 版")


def rules_to_make(visitor: Visitor) -> None:
    rules(visitor)
    visitor.follow("制定青山区的新版本")


def rules_refused(visitor: Visitor) -> None:
    rules_to_make(visitor)
    visitor.page.get_by_label("查班时总出勤率").fill("101")
    visitor.press("看改了什么")


def rules_to_confirm(visitor: Visitor) -> None:
    rules_to_make(visitor)
    visitor.page.get_by_label("查班时总出勤率").fill("75")
    visitor.press("看改了什么")


def rules_proposed(visitor: Visitor) -> None:
    rules_to_confirm(visitor)
    visitor.press("提出青山区的草案")
    visitor.follow("提出的草案")


def institution_new(visitor: Visitor) -> None:
    enter(visitor, "/desk/institutions/new", CITY)


def institution_contact(visitor: Visitor) -> None:
    enter(visitor, "/desk/institutions", CITY)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)
    visitor.follow("联系人和属地")


def institution_approval(visitor: Visitor) -> None:
    enter(visitor, "/desk/institutions", CITY)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)
    visitor.follow("驾校核准备案")


def keys(visitor: Visitor) -> None:
    enter(visitor, "/desk/health", CITY)
    visitor.follow("密钥")


def purges(visitor: Visitor) -> None:
    enter(visitor, "/desk/purges", CITY)


def person_phone(visitor: Visitor) -> None:
    enter(visitor, "/desk/people?view=all", CITY)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)
    visitor.follow("手机和短信")


def person_restriction(visitor: Visitor) -> None:
    enter(visitor, "/desk/people?view=all", CITY)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)
    visitor.follow("限制处理")


def calendar(visitor: Visitor) -> None:
    enter(visitor, "/desk/calendar?year=2027", CITY)


def calendar_refused(visitor: Visitor) -> None:
    calendar(visitor)
    visitor.page.get_by_label("通知全文").fill("今天放假")
    visitor.press("看读到了什么")


def calendar_to_confirm(visitor: Visitor) -> None:
    calendar(visitor)
    visitor.page.get_by_label("通知全文").fill(NOTICE_2025)
    visitor.press("看读到了什么")


def certificates(visitor: Visitor) -> None:
    enter(visitor, "/desk/certificates", CITY)


def certificates_nothing_found(visitor: Visitor) -> None:
    enter(visitor, "/desk/certificates?q=zzz&state=all", CITY)


def former_certificates(visitor: Visitor) -> None:
    bring_former(visitor.product)
    enter(visitor, "/desk/certificates/past", CITY)


@lru_cache
def bring_former(product: Installation) -> None:
    now, number = datetime.now(UTC), an_id_number(905)
    with opened(product) as (database, _), database.writing() as session:
        file = HandedFile("历史证书.xlsx", "8" * 64, CITY, now)
        import_former(session, [old("包培字〔2019〕第7号", number, paid_fen=120000)], file)
        series = [SeriesRow(2, "证书编号序列", "150200P", 2019, 356)]
        import_series(session, series, HandedFile("序列.xlsx", "9" * 64, CITY, now))


def follow_ups(visitor: Visitor) -> None:
    enter(visitor, "/desk/follow-ups", CITY)


OF_OFFICES = (
    follow_ups,
    *(certificates, certificates_nothing_found, former_certificates),
    *(members, members_nobody_found, member, member_given_a_link, member_to_place, member_to_leave),
    *(member_new, member_refused, permissions, deputies, deputy_new, deputy_refused),
    *(rules, rule_version, rules_to_make, rules_refused, rules_to_confirm, rules_proposed),
    *(institution_new, institution_contact, institution_approval),
    *(keys, purges, person_phone, person_restriction),
    *(calendar, calendar_refused, calendar_to_confirm),
)
