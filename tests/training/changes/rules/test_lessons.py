"""R54, R64: a lesson changes at once before it begins, afterwards with approval, and no punch is lost."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from tests.factories import at
from training.changes.rules.lessons import (
    BadLessonChange,
    ChangeIsWaiting,
    Course,
    LessonHasPunches,
    TimetableIsClosed,
    TimetableLesson,
    WantedLesson,
    check_lesson_change,
    delivered_halves,
    is_at_once,
    warnings_of,
)
from training.changes.terms import LessonChangeKind
from training.classes.rules.filing import FiledClass, FiledLesson
from training.classes.terms import Content
from training.notice.policy import Policy
from training.notice.terms import ClassKind, HalfDay, Mode
from training.notice.windows import ClassTimes

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)
TIMES = ClassTimes(time(8, 30), time(11, 30), time(14), time(17))
AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
OWN = TimetableLesson(MONDAY, AM, Content.THEORY, Mode.OFFLINE, 8, "李建国")
CANCELLED = TimetableLesson(MONDAY, PM, Content.THEORY, Mode.OFFLINE, 8, "李建国", is_cancelled=True)
FILED = FiledClass(
    ClassKind.ORDINARY, 8, MONDAY, FRIDAY, (FiledLesson(MONDAY, AM, Content.THEORY, Mode.OFFLINE, 8),)
)
COURSE = Course(FILED, TIMES, Policy(), (OWN, CANCELLED))
MOVE = WantedLesson(LessonChangeKind.MOVE, OWN.slot, (TUESDAY, AM))
CANCEL = WantedLesson(LessonChangeKind.CANCEL, OWN.slot)
TEACHER = WantedLesson(LessonChangeKind.TEACHER, OWN.slot, teacher="赵玉兰")
MAKE_UP = WantedLesson(LessonChangeKind.MAKE_UP, None, (TUESDAY, PM), halves=8, teacher="赵玉兰")
ALL = (MOVE, CANCEL, TEACHER, MAKE_UP)


def refused(wanted: WantedLesson, course: Course = COURSE) -> str:
    with pytest.raises(BadLessonChange) as refusal:
        check_lesson_change(course, wanted, MONDAY)
    return str(refusal.value)


@pytest.mark.parametrize(
    ("wanted", "becomes"),
    [
        (MOVE, replace(OWN, held_on=TUESDAY)),
        (CANCEL, OWN),
        (TEACHER, replace(OWN, teacher="赵玉兰")),
        (MAKE_UP, TimetableLesson(TUESDAY, PM, Content.THEORY, Mode.OFFLINE, 8, "赵玉兰")),
    ],
)
def test_what_becomes_of_the_lesson(wanted, becomes):
    assert check_lesson_change(COURSE, wanted, MONDAY) == becomes


@pytest.mark.parametrize(("clock", "at_once"), [("08:29", True), ("08:30", False), ("08:31", False)])
@pytest.mark.parametrize("wanted", [MOVE, CANCEL, TEACHER])
def test_only_a_lesson_that_has_not_begun_changes_at_once(wanted, clock, at_once):
    assert is_at_once(COURSE, wanted, at(MONDAY, clock)) is at_once


@pytest.mark.parametrize(("clock", "at_once"), [("13:59", True), ("14:00", False)])
def test_what_is_made_up_in_a_half_day_that_has_begun_needs_approval(clock, at_once):
    assert is_at_once(COURSE, MAKE_UP, at(TUESDAY, clock)) is at_once


@pytest.mark.parametrize("wanted", ALL)
def test_on_the_last_day_the_timetable_is_open_and_the_day_after_it_is_not(wanted):
    check_lesson_change(COURSE, wanted, FRIDAY)

    with pytest.raises(TimetableIsClosed):
        check_lesson_change(COURSE, wanted, FRIDAY + timedelta(days=1))


@pytest.mark.parametrize("wanted", ALL)
def test_a_half_day_has_one_change_at_a_time(wanted):
    with pytest.raises(ChangeIsWaiting, match="课2"):
        check_lesson_change(replace(COURSE, waiting_ordinal=2), wanted, MONDAY)


def test_a_lesson_in_which_somebody_punched_is_not_moved_away():
    with pytest.raises(LessonHasPunches, match="已有 1 次打卡"):
        check_lesson_change(replace(COURSE, punches=1), MOVE, MONDAY)


def test_it_may_be_cancelled_and_given_to_another_teacher():
    for wanted in (CANCEL, TEACHER):
        check_lesson_change(replace(COURSE, punches=1), wanted, MONDAY)


@pytest.mark.parametrize(
    ("to", "is_refused"),
    [
        ((MONDAY - timedelta(days=1), AM), True),
        ((FRIDAY, PM), False),
        ((FRIDAY + timedelta(days=1), AM), True),
    ],
)
def test_a_lesson_is_held_between_the_first_and_the_last_day(to, is_refused):
    wanted = replace(MOVE, to=to)

    if is_refused:
        assert "请先申请变更结业日期" in refused(wanted)
    else:
        check_lesson_change(COURSE, wanted, MONDAY)


def test_a_half_day_that_is_taken_says_by_what():
    assert "已有课（理论 线下 4 课时 李建国）" in refused(replace(MAKE_UP, to=OWN.slot))
    assert "已登记停课" in refused(replace(MAKE_UP, to=CANCELLED.slot))


@pytest.mark.parametrize("wanted", [MOVE, CANCEL, TEACHER])
def test_what_is_not_held_is_not_changed(wanted):
    assert "没有课" in refused(replace(wanted, slot=CANCELLED.slot))
    assert "没有课" in refused(replace(wanted, slot=(FRIDAY, AM)))


@pytest.mark.parametrize("wanted", [replace(MOVE, to=None), replace(MAKE_UP, to=None)])
def test_a_day_is_asked_for(wanted):
    assert refused(wanted).startswith("请选")


@pytest.mark.parametrize("teacher", ["", "李建国"])
def test_another_teacher_is_another_one(teacher):
    assert "教师" in refused(replace(TEACHER, teacher=teacher))


@pytest.mark.parametrize(("halves", "is_refused"), [(0, True), (1, False), (8, False), (9, True)])
def test_what_is_made_up_fits_into_a_half_day(halves, is_refused):
    wanted = replace(MAKE_UP, halves=halves)

    if is_refused:
        assert "半天应在" in refused(wanted)
    else:
        check_lesson_change(COURSE, wanted, MONDAY)


def test_practical_lessons_are_not_made_up_online():
    assert "线下" in refused(replace(MAKE_UP, content=Content.PRACTICAL, mode=Mode.ONLINE))


def test_delivered_are_the_lessons_that_are_held():
    made_up = TimetableLesson(TUESDAY, PM, Content.THEORY, Mode.OFFLINE, 7)

    assert delivered_halves((OWN, CANCELLED)) == 8
    assert delivered_halves((OWN, CANCELLED, made_up)) == 15


def test_hours_that_lack_after_a_lesson_is_cancelled_are_said():
    assert ["还差 4 课时" in each.message for each in warnings_of(COURSE, CANCEL)] == [True]
    assert warnings_of(COURSE, MOVE) == []
