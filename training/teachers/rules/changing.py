"""教师变更 (R64): which lessons somebody else takes over."""

from collections.abc import Sequence

from training.errors import NotNow, NotRight
from training.teachers.rules.flags import Slot, Taught, in_order


class BadTeacherChange(NotRight):
    """Nothing would change, or it is not said who takes over."""


class TeachersMoved(NotNow):
    """Somebody else changed or reviewed a teacher of the class since the page was opened."""

    def __init__(self) -> None:
        super().__init__("打开页面以后，这个班的教师有了变更或审核，请先看看再办。")


class AlreadyReceived(NotNow):
    """The district has received it."""

    def __init__(self, by: str):
        super().__init__(f"这件教师变更已由{by}接收，不用再办。")


def lessons_taken_over(lessons: Sequence[Taught], old: int, new: int | None, since: Slot) -> list[Taught]:
    """Those of the old teacher from that half day on, in order of time; raises BadTeacherChange."""
    if new == old:
        raise BadTeacherChange("接任的还是同一名教师，没有变更。")
    own = [each for each in lessons if each.teacher == old and in_order(each.slot) >= in_order(since)]
    if not own:
        raise BadTeacherChange(f"从 {since[0]} {since[1]} 起没有排给原教师的课，请对照课表改正。")
    return sorted(own, key=lambda each: in_order(each.slot))
