"""The ways to machines, messages, tokens, leave and the log of acts."""

from collections.abc import Callable

import requests

from tests.browser.checked import DISTRICT, a_class_to_check
from tests.browser.claiming import CITY, enter
from tests.browser.visitor import Visitor
from tests.patience import PATIENCE

A_MACHINE = "CJDE8"
# Installations that have it.
MACHINES: set[int] = set()
CAMERAS: set[int] = set()


def desk_class_leave(visitor: Visitor) -> None:
    enter(visitor, f"/desk/classes/{a_class_to_check(visitor.product, 3)}/leave", DISTRICT)


def desk_class_leave_refused(visitor: Visitor) -> None:
    desk_class_leave(visitor)
    visitor.page.get_by_label("学员", exact=True).select_option(index=1)
    visitor.page.get_by_label("日期").fill(visitor.page.get_by_label("日期").get_attribute("min") or "")
    visitor.page.get_by_label("全天").check()
    visitor.page.get_by_label("原因").fill(" ")
    visitor.press("登记请假")


def desk_class_signals(visitor: Visitor) -> None:
    enter(visitor, f"/desk/classes/{a_class_to_check(visitor.product, 3)}/signals", DISTRICT)


def reminders_tried(visitor: Visitor) -> None:
    enter(visitor, f"/desk/classes/{a_class_to_check(visitor.product, 3)}/reminders", DISTRICT)


def roster_to_machines(visitor: Visitor) -> None:
    enter(visitor, f"/desk/classes/{a_class_to_check(visitor.product, 3)}/machines", DISTRICT)


def machines(visitor: Visitor) -> None:
    a_machine(visitor)
    enter(visitor, "/desk/machines", CITY)


def machine(visitor: Visitor, button: str = "") -> None:
    machines(visitor)
    visitor.follow(A_MACHINE)
    if button:
        visitor.follow(button)


def machine_asked_for_days(visitor: Visitor) -> None:
    machine(visitor, "核对条数")


def machine_to_be_bound(visitor: Visitor) -> None:
    machine(visitor, "限定网段")


def machine_to_be_removed(visitor: Visitor) -> None:
    machine(visitor, "停用这台考勤机")


def machine_to_be_given_an_address(visitor: Visitor) -> None:
    machine(visitor, "换一个新网址")


def machine_given_an_address(visitor: Visitor) -> None:
    machine_to_be_given_an_address(visitor)
    again = visitor.page.get_by_role("checkbox", name="确实丢了")
    if again.count():
        again.check()
    visitor.press(f"给 {A_MACHINE} 生成新网址")


def machine_to_register(visitor: Visitor) -> None:
    machines(visitor)
    visitor.click(visitor.page.get_by_role("link", name="登记考勤机").first)


def machine_not_registered(visitor: Visitor) -> None:
    machine_to_register(visitor)
    visitor.page.get_by_label("培训机构", exact=True).select_option(index=1)
    visitor.page.get_by_label("教室").fill("实训室9")
    visitor.page.get_by_label("序列号").fill("a b")
    visitor.press("登记考勤机")


def machine_strangers(visitor: Visitor) -> None:
    requests.get(f"{visitor.product.web}/iclock/cdata?SN=STRANGER9&options=all", timeout=PATIENCE)
    enter(visitor, "/desk/machines/strangers", CITY)


def messages(visitor: Visitor) -> None:
    enter(visitor, "/desk/messages?view=all", CITY)


def message(visitor: Visitor) -> None:
    visitor.ask_for_code("13800000010")
    messages(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def message_costs(visitor: Visitor) -> None:
    enter(visitor, "/desk/messages/costs", CITY)


def message_templates(visitor: Visitor) -> None:
    enter(visitor, "/desk/messages/templates", CITY)


def message_channels(visitor: Visitor) -> None:
    enter(visitor, "/desk/messages/channels", CITY)


def token_to_make(visitor: Visitor) -> None:
    enter(visitor, "/desk/tokens/new", CITY)


def token_made(visitor: Visitor) -> None:
    token_to_make(visitor)
    visitor.page.get_by_label("持有人").select_option(index=1)
    visitor.page.get_by_label("用途").fill("数据大屏")
    visitor.press("签发令牌")


def tokens(visitor: Visitor) -> None:
    token_made(visitor)
    visitor.follow("填好了，回到列表")


def token_to_revoke(visitor: Visitor) -> None:
    tokens(visitor)
    visitor.click(visitor.page.get_by_role("link", name="吊销").first)


def acts(visitor: Visitor) -> None:
    enter(visitor, "/desk/acts", CITY)


def a_machine(visitor: Visitor) -> None:
    if visitor.product.port not in MACHINES:
        where = ("--institution", "鹿城", "--class-room", "实训室8")
        visitor.product.chaban("device", "add", A_MACHINE, *where)
        MACHINES.add(visitor.product.port)


def cameras(visitor: Visitor) -> None:
    a_camera(visitor)
    enter(visitor, "/desk/cameras", CITY)


def camera_to_register(visitor: Visitor) -> None:
    enter(visitor, "/desk/cameras/new", CITY)


def camera_not_registered(visitor: Visitor) -> None:
    camera_to_register(visitor)
    fill_in_camera(visitor, "camera.school.cn")


def camera_tried(visitor: Visitor) -> None:
    camera_to_register(visitor)
    fill_in_camera(visitor, "192.0.2.88")


def camera(visitor: Visitor) -> None:
    cameras(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)
    visitor.press("试拍")


def camera_to_be_retired(visitor: Visitor) -> None:
    camera(visitor)
    visitor.follow("停用这台摄像机")


def panorama(visitor: Visitor) -> None:
    enter(visitor, "/desk/panorama", CITY)


def a_camera(visitor: Visitor) -> None:
    if visitor.product.port not in CAMERAS:
        camera_tried(visitor)
        visitor.press("登记 实训室9 的摄像机")
        CAMERAS.add(visitor.product.port)


def fill_in_camera(visitor: Visitor, address: str) -> None:
    visitor.page.get_by_label("培训机构", exact=True).select_option(index=1)
    visitor.page.get_by_label("教室").fill("实训室9")
    visitor.page.get_by_label("抓图地址").fill(address)
    visitor.press("试拍")


OF_ADMINISTRATION: tuple[Callable[[Visitor], None], ...] = (
    *(desk_class_leave, desk_class_leave_refused, desk_class_signals, reminders_tried, roster_to_machines),
    *(machines, machine, machine_asked_for_days, machine_to_be_bound, machine_to_be_removed),
    *(machine_to_be_given_an_address, machine_given_an_address, machine_to_register),
    *(machine_not_registered, machine_strangers),
    *(messages, message, message_costs, message_templates, message_channels),
    *(token_to_make, token_made, tokens, token_to_revoke, acts),
    *(
        cameras,
        camera_to_register,
        camera_not_registered,
        camera_tried,
        camera,
        camera_to_be_retired,
        panorama,
    ),
)
