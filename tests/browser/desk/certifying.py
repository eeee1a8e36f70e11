"""A class of 石拐区 from its plan to its certificates: what people do on pages, and what is made as rows."""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.checked import opened
from tests.browser.desk.starting import go
from tests.browser.installation import Installation
from tests.browser.test_every_page import AXE, TOO_SMALL, TOO_WIDE
from tests.browser.visitor import PHONE_SIZE, Visitor
from tests.factories import WHOLE_DAY, an_institution, punches
from training.checks.terms import CheckLevel, CheckMethod, Verdict
from training.classes.views.find_class import find_class, find_district
from training.notice.clock import SHANGHAI
from training.notice.terms import Role
from training.plans.rules.quarters import quarter_of
from training.records.checks.spot_checks import CheckConclusion, SpotCheck
from training.staff.acts.add_staff import add_staff
from webapp.demo.sample_class import SampleClass
from webapp.demo.sample_files import write_filing

CITY, CITY_TOO, DISTRICT, SCHOOL = "李敏", "市局", "苏石拐", "茶教务"
TEA = SampleClass(
    "BT2026-CY-001",
    "茶艺师（四级）1班",
    "茶艺师",
    "石拐区",
    "林清",
    3,
    13700000901,
    "7091",
    "茶室",
    institution="包头市清和职业培训学校",
    span=(-2, 0),
)
NAME, PHONE = "刘芳", "13700000901"
"""The first of the roster."""
NARROW = (320, 180)
"""The smallest phone, and what 200% zoom leaves of a common one."""
LATE = 2
"""Of the second day this one has nothing."""


@lru_cache
def open_school(product: Installation) -> None:
    """The school and whoever works there and in its district; the city's are there already."""
    with opened(product) as (database, _), database.writing() as session:
        now, place = datetime.now(SHANGHAI), find_district(session, TEA.district)
        add_staff(session, DISTRICT, Role.DISTRICT, place, None, now=now)
        add_staff(session, SCHOOL, Role.INSTITUTION, None, an_institution(session, TEA.institution), now=now)


def write_plan(district: Visitor, today: date) -> None:
    quarter = quarter_of(TEA.days(today)[0])
    district.open(f"/desk/plans?year={quarter.year}&quarter={quarter.number}")
    district.press("开始写")
    said = {"培训工种": "茶艺师", "班数": "1", "人数": "30", "课时": "16", "金额（元）": "36000"}
    for label, value in said.items():
        district.page.get_by_label(label, exact=True).fill(value)
    district.press("加上这一项")
    district.press("提交第 1 版")
    expect(district.page.get_by_role("heading", level=1)).to_contain_text("待审查")


def approve_plan(city: Visitor) -> None:
    go(city, "需要我处理")
    city.click(city.page.locator("tr", has_text=TEA.district).get_by_role("link").first)
    city.press("通过第 1 版")
    expect(city.page.get_by_role("heading", level=1)).to_contain_text("通过")


def file_class(school: Visitor, now: datetime, folder: Path) -> None:
    go(school, "导入")
    school.page.get_by_label("把文件拖到这里").set_input_files(write_filing(folder, TEA, now))
    school.press("上传")
    school.press("确认导入 8 行")


def pass_filing(city: Visitor) -> None:
    go(city, "备案复核")
    city.follow(TEA.number)
    city.press("通过")
    expect(city.page.get_by_role("heading", level=1)).to_contain_text("通过")
    city.follow("班级和名册")
    city.click(city.page.locator("main").get_by_role("link", name="计划", exact=True))
    expect(city.page.locator("main")).to_contain_text("第 1 项 茶艺师")


def teach_and_check(product: Installation) -> None:
    """Two days of lessons with one check of each level, as their own journeys walk them."""
    with opened(product) as (database, _), database.writing() as session:
        own = find_class(session, TEA.number)
        first, second = own.starts_on, own.ends_on
        for number in range(1, TEA.size + 1):
            for day in (first,) if number == LATE else (first, second):
                punches(session, own, day, WHOLE_DAY, number=str(number), device=TEA.device)
        at = datetime.combine(first, time(9), SHANGHAI)
        for level in CheckLevel:
            check = SpotCheck(
                number=f"{TEA.number}-{level.name[0]}1",
                training_class=own,
                level=level,
                ordinal=1,
                method=CheckMethod.PHONE,
                rule_set=own.rule_set,
                started_by=CITY,
                started_at=at,
                ended_at=at + timedelta(minutes=20),
            )
            check.conclusion = CheckConclusion(
                verdict=Verdict.PASSED, conditions=[], concluded_by=CITY, concluded_at=at
            )
            session.add(check)


def sign_verdict(district: Visitor) -> None:
    go(district, "结业评估")
    district.follow(TEA.number)
    expect(district.page.locator("#verdict + .badge")).to_have_text("待评估")
    district.page.get_by_role("radio", name="合格（系统建议）").check()
    district.press("签字")
    expect(district.page.locator("#verdict + .badge")).to_have_text("已评估")


def approve_list(district: Visitor) -> None:
    """As proposed: one of the three was there for one of two days."""
    expect(district.page.locator("main")).to_contain_text("按系统建议：合格 2 人，不合格 1 人。")
    district.press("确认名单")
    expect(district.page.locator("#list + .badge")).to_have_text("已确认")


def issue_numbers(city: Visitor) -> list[str]:
    """The numbers, in the order of the roster."""
    go(city, "证书")
    city.follow(TEA.number)
    city.press("派发 2 个编号")
    return city.page.locator("table[data-rows] a.mono").all_inner_texts()


def take_paper_away(school: Visitor, number: str) -> bytes:
    """The PDF of one certificate, as the browser saves it."""
    school.open("/desk/certificates?state=waiting")
    school.follow(number)
    with school.page.expect_download() as downloading:
        school.page.get_by_role("link", name="证书 PDF").click()
    assert number in downloading.value.suggested_filename
    return Path(downloading.value.path()).read_bytes()


def ask_to_void(city: Visitor, number: str) -> None:
    city.follow(number)
    city.page.get_by_label("为什么作废").fill("姓名印错")
    city.press("申请作废")
    expect(city.page.locator("main")).to_contain_text("由市级的另一个人决定")


def agree_to_void(other: Visitor, number: str) -> str:
    """The number that takes its place."""
    go(other, "证书")
    other.follow("待作废")
    other.follow(number)
    other.press("同意，作废这张证书")
    other.open("/desk/certificates?state=waiting")
    return other.page.locator("tr", has_text=NAME).locator("a.mono").inner_text()


def hand_over(school: Visitor, number: str) -> None:
    """On a phone that is given to the trainee, who signs with a finger."""
    school.open("/desk/certificates?state=waiting")
    school.follow(number)
    pad = school.page.locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box() or {}
    mouse, left, top = school.page.mouse, box["x"] + 20, box["y"] + 20
    mouse.move(left, top)
    mouse.down()
    for step in range(1, 9):
        mouse.move(left + 30 * step, top + 25 * (step % 3))
    mouse.up()
    school.press("登记已领取")
    expect(school.page.locator("main")).to_contain_text(f"{SCHOOL} 登记领取")


def faults_of(page: Page) -> list[object]:
    """What is wrong with a page on a phone, also on the smallest one."""
    found = [*violations(page, AXE), *page.evaluate(TOO_SMALL, False), *page.evaluate(TOO_WIDE)]
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": PHONE_SIZE["height"]})
        found += page.evaluate(TOO_WIDE)
    page.set_viewport_size(PHONE_SIZE)
    return found
