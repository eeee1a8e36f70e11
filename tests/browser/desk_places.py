"""Pages of the desk that are made for a screen and a keyboard, and the way to each."""

from collections.abc import Callable

from tests.browser.claiming import CITY, enter
from tests.browser.visitor import Visitor


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


DESK_PLACES: tuple[Callable[[Visitor], None], ...] = (
    *(desk_classes, desk_classes_by_everything, desk_classes_nothing_found),
    *(desk_class, desk_class_hours, desk_class_checks, desk_class_history),
    *(desk_people, desk_person, desk_person_with_whole_numbers, desk_institutions, desk_institution),
    *(desk_find, desk_find_nothing),
)
