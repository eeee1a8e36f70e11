"""What people of a new city do at the desk, who have nothing but a browser."""

import re
from datetime import date, datetime, time
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.calling import call_next
from tests.browser.checked import a_photo_file
from tests.browser.visitor import Visitor
from webapp.demo.machine import Machine
from webapp.demo.sample_class import SampleClass
from webapp.demo.sample_files import write_filing

DISTRICT, SCHOOL = "青山区", "包头市百灵职业培训学校"
OFFICER, TEACHER = "刘区管", "冯教务"
SERIAL, NUMBER = "CJDE2026A1", "7001"
ALL_DAY = {"电话查班从": "00:00", "午休从": "12:00", "午休到": "12:00", "电话查班到": "24:00"}
RENAMED = "育婴员（四级）周末班"
# Yesterday's lessons are over whenever this runs, and today is the last day.
BABIES = SampleClass(
    "BT2026-YY-101",
    "育婴员（四级）班",
    "育婴员",
    DISTRICT,
    "赵玉兰",
    6,
    13900000001,
    NUMBER,
    "育婴实训室",
    institution=SCHOOL,
    span=(-1, 1),
    hardly_comes=0,
)


def go(visitor: Visitor, entry: str) -> None:
    """By the menu at the side, as everybody finds everything."""
    named = re.compile(f"^{entry}(\\W*待办|$)")
    visitor.click(visitor.page.locator("#nav").get_by_role("link", name=named))


def enter_by(visitor: Visitor, link: str) -> None:
    visitor.page.goto(link)
    visitor.press("进入")


def allow_calls_at_any_hour(city: Visitor) -> None:
    """The test runs when it runs; the city of the test lets its inspectors call all day."""
    go(city, "规则")
    city.follow("制定全市的新版本")
    for words, at in (
        ("电话查班从", "00:00"),
        ("午休从", "12:00"),
        ("午休到", "12:00"),
        ("电话查班到", "24:00"),
    ):
        city.page.get_by_label(words, exact=True).fill(at)
    city.press("看改了什么")
    city.press("提出全市的草案")
    city.follow("提出的草案")
    city.press("确认生效")


def register(visitor: Visitor, name: str, role: str, place: str) -> str:
    """Somebody new of the office; gives the link by which that person comes in once."""
    go(visitor, "工作人员")
    visitor.follow("登记工作人员")
    visitor.page.get_by_label("姓名").fill(name)
    visitor.page.get_by_role("radio", name=role).check()
    if role == "旗县区":
        visitor.page.get_by_label("旗县区", exact=True).select_option(place)
    else:
        visitor.page.get_by_label("培训机构", exact=True).fill(place)
    visitor.press("登记")
    visitor.press("给一个登录链接")
    return visitor.page.locator("code").inner_text()


def register_school(district: Visitor) -> None:
    go(district, "培训机构")
    district.follow("登记培训机构")
    district.page.get_by_label("名称").fill(SCHOOL)
    district.press("登记")
    expect(district.page.get_by_role("heading", level=1)).to_contain_text(SCHOOL)


def register_machine(district: Visitor) -> str:
    """Gives the address that is shown once."""
    go(district, "考勤机")
    district.follow("登记考勤机")
    page = district.page
    page.get_by_label("培训机构", exact=True).select_option(SCHOOL)
    page.get_by_label("教室").fill(BABIES.class_room)
    page.get_by_label("序列号").fill(SERIAL)
    page.get_by_label("机器号").fill(NUMBER)
    district.press("登记考勤机")
    return page.get_by_role("region", name="中控等考勤机").locator("b").inner_text()


def hand_in(school: Visitor, now: datetime, folder: Path) -> None:
    """The class, its roster and its timetable in one workbook, as the template has them."""
    go(school, "导入")
    file = write_filing(folder, BABIES, now)
    school.page.get_by_label("把文件拖到这里").set_input_files(file)
    school.press("上传")
    school.press("确认导入 11 行")


def find_class(visitor: Visitor) -> None:
    go(visitor, "班级")
    visitor.follow(BABIES.number)
    expect(visitor.page.get_by_role("heading", level=1)).to_contain_text(RENAMED)


def ask_for_a_name(school: Visitor) -> None:
    """From the page that says that the file is in, over the class, to the request."""
    school.follow("看班级")
    school.follow(BABIES.number)
    school.follow("变更")
    school.follow("变更班级信息")
    school.follow("班级名称")
    school.page.get_by_label("改为").fill(RENAMED)
    school.page.get_by_label("理由").fill("改为周末上课")
    school.press("下一步：看会怎样")
    school.press("提交申请")


def agree(district: Visitor) -> None:
    go(district, "申请与审批")
    district.click(district.page.locator("table[data-rows]").get_by_role("link", name="办理").first)
    district.page.get_by_label("同意", exact=True).check()
    district.press("提交意见")


def punch_yesterday(address: str, today: date, folder: Path) -> None:
    """The machine stood there before it was told its address, and now sends what it holds."""
    web, _, secret = address.rpartition("/")
    machine = Machine(SERIAL, web, folder / "machine.json")
    machine.learn(secret)
    machine.greet()
    day = BABIES.days(today)[0]
    for number in range(1, BABIES.size + 1):
        for hour, minute in ((8, 10), (11, 35), (13, 40), (17, 5)):
            machine.punch(str(number), datetime.combine(day, time(hour, minute, number)))
    machine.send_waiting()


def check(inspector: Visitor, folder: Path) -> None:
    """By telephone, to the verdict: two of the six are called, all are there."""
    go(inspector, "查班")
    page = inspector.page
    inspector.press("开始电话查班")
    call_next(page)
    for called in (1, 2):
        page.get_by_role("button", name="问完了，看备案").click()
        page.get_by_role("button", name="全部一致").click()
        expect(page.locator(".note.is-good")).to_contain_text(f"{called} 号已记录：一致")
    page.get_by_label("现在教室里的学员").fill(str(BABIES.size))
    page.get_by_role("button", name="记录到课人数").click()
    expect(page.get_by_role("status").first).to_have_text("✓ 到课人数已记录。")
    page.get_by_label("或选一张监控截图").set_input_files(a_photo_file(folder))
    page.get_by_role("checkbox", name="这是教室全景").check()
    page.get_by_role("button", name="上传照片").click()
    expect(page.get_by_role("status").first).to_have_text("✓ 照片已保存。")
    page.locator("#bar").get_by_role("link", name="提交结论").click()
    page.get_by_role("button", name="确认提交").click()
    expect(page.locator("#verdict")).to_have_text("合格")


def send_feedback(city: Visitor) -> None:
    go(city, "抽查反馈")
    city.follow(RENAMED)
    city.press("发送反馈")


def confirm_feedback(district: Visitor) -> None:
    go(district, "抽查反馈")
    district.follow(RENAMED)
    district.press("确认收悉")


def look_for(visitor: Visitor, typed: str) -> Locator:
    """By the bar above every page; gives what was found."""
    bar = visitor.page.get_by_label("查找班级、学员、机构")
    bar.fill(typed)
    bar.press("Enter")
    visitor.page.wait_for_url("**/desk/find*")
    return visitor.page.locator("main")
