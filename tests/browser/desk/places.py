"""The ways to the pages at which an office sits all day."""

from collections.abc import Callable

from tests.browser.checked import DISTRICT, a_class_to_check
from tests.browser.claiming import CITY, enter
from tests.browser.desk.administration import ADMINISTRATION
from tests.browser.installation import ELECTRICIANS
from tests.browser.visitor import Visitor

SCHOOL = "赵会计"


def desk_classes(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes", CITY)


def desk_classes_by_everything(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?view=all&sort=-number&q=bt&x=1&at=nowhere", CITY)


def desk_classes_nothing_found(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?q=zzz&kind=C1", CITY)


def desk_class(visitor: Visitor) -> None:
    enter(visitor, "/desk/classes?view=all", CITY)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_class_hours(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("课时")


def desk_class_checks(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("查班与反馈")


def desk_class_history(visitor: Visitor) -> None:
    desk_class(visitor)
    visitor.follow("经过")


def desk_people(visitor: Visitor) -> None:
    enter(visitor, "/desk/people?view=all", CITY)


def desk_person(visitor: Visitor) -> None:
    desk_people(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_person_with_whole_numbers(visitor: Visitor) -> None:
    desk_person(visitor)
    visitor.press("显示完整号码")


def desk_institutions(visitor: Visitor) -> None:
    enter(visitor, "/desk/institutions", CITY)


def desk_institution(visitor: Visitor) -> None:
    desk_institutions(visitor)
    visitor.click(visitor.page.locator("table[data-rows] tbody a").first)


def desk_find(visitor: Visitor) -> None:
    enter(visitor, "/desk/find?q=bt", CITY)


def desk_find_nothing(visitor: Visitor) -> None:
    enter(visitor, "/desk/find?q=zzz", CITY)


def roster_changes(visitor: Visitor) -> None:
    enter(visitor, "/desk/roster-changes?state=全部", DISTRICT)


def roster_change_form(visitor: Visitor) -> None:
    class_id = a_class_to_check(visitor.product, 3)
    enter(visitor, f"/desk/classes/{class_id}/roster/change", DISTRICT)


def roster_change_refused(visitor: Visitor) -> None:
    roster_change_form(visitor)
    visitor.page.get_by_role("radio", name="退出").check()
    visitor.page.get_by_label("原因").fill("找到工作")
    visitor.press("提交申请")


def roster_change(visitor: Visitor) -> None:
    roster_change_form(visitor)
    visitor.page.get_by_role("radio", name="退出").check()
    visitor.page.get_by_label("学员", exact=True).select_option(index=1)
    visitor.page.get_by_label("原因").fill("找到工作")
    visitor.press("提交申请")


def batches(visitor: Visitor) -> None:
    enter(visitor, "/desk/batches", DISTRICT)


def batches_decided(visitor: Visitor) -> None:
    enter(visitor, "/desk/batches?view=已决定", DISTRICT)


def changes(visitor: Visitor) -> None:
    visitor.enter_as_staff(SCHOOL)
    visitor.open("/desk/changes")


def class_change(visitor: Visitor, field: str = "总课时") -> None:
    changes(visitor)
    visitor.page.get_by_label("班号").fill(ELECTRICIANS)
    visitor.press("变更班级信息")
    visitor.follow(field)


def class_change_times(visitor: Visitor) -> None:
    class_change(visitor, "上下课时间")


def class_change_refused(visitor: Visitor) -> None:
    class_change(visitor)
    fill(visitor, "很多")


def class_change_checked(visitor: Visitor) -> None:
    class_change(visitor)
    fill(visitor, "121")


def class_change_asked(visitor: Visitor) -> None:
    class_change(visitor, "就业重点群体")
    visitor.page.get_by_label("理由").fill("备案时选错")
    visitor.press("下一步：看会怎样")
    visitor.press("提交申请")


def timetable(visitor: Visitor) -> None:
    changes(visitor)
    visitor.page.get_by_label("班号").fill(ELECTRICIANS)
    visitor.press("看课表、调整课")


def lesson_change(visitor: Visitor) -> None:
    timetable(visitor)
    visitor.click(visitor.page.get_by_role("link", name="申请调整").last)


def lesson_made_up(visitor: Visitor) -> None:
    timetable(visitor)
    visitor.follow("安排补课")


def lesson_change_checked(visitor: Visitor) -> None:
    lesson_change(visitor)
    visitor.click(visitor.page.get_by_role("link", name="停课", exact=True))
    visitor.page.get_by_label("理由").fill("停电")
    visitor.press("下一步：核对")


def fill(visitor: Visitor, value: str) -> None:
    visitor.page.get_by_label("改为").fill(value)
    visitor.page.get_by_label("理由").fill("备案时漏填")
    visitor.press("下一步：看会怎样")


PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(desk_classes, desk_classes_by_everything, desk_classes_nothing_found),
    *(desk_class, desk_class_hours, desk_class_checks, desk_class_history),
    *(desk_people, desk_person, desk_person_with_whole_numbers, desk_institutions, desk_institution),
    *(desk_find, desk_find_nothing),
    *(roster_changes, roster_change_form, roster_change_refused, roster_change),
    *(batches, batches_decided),
    *(changes, class_change, class_change_times, class_change_refused, class_change_checked),
    *(class_change_asked, timetable, lesson_change, lesson_made_up, lesson_change_checked),
    *ADMINISTRATION,
)
