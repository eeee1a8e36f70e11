"""R54, R64: lessons are moved, cancelled, made up and given to other teachers; hours and reminders follow."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, WHOLE_DAY, at, punches
from tests.training.changes.changing import CLERK, FELLOW, NO, NUMBER, Changing, changing
from tests.training.checks.checking import AUDITOR, CITY, DISTRICT, OTHER_DISTRICT
from training.attendance.rules.reminders import Silence
from training.attendance.views.plan_reminders import plan_reminders
from training.attendance.views.progress_of import progress_of_class
from training.changes.acts.decide_lesson_change import NothingToDecide
from training.changes.rules.amendments import ClassIsSettled
from training.changes.rules.deciding import (
    ChangeDecided,
    ChangeVerdict,
    DistrictDecides,
    OwnRequest,
    SeenOtherwise,
)
from training.changes.rules.lessons import (
    BadLessonChange,
    ChangeIsWaiting,
    LessonHasPunches,
    WantedLesson,
    delivered_halves,
)
from training.changes.terms import ChangeState, LessonChangeKind
from training.changes.views.see_lesson_changes import (
    LessonChangeNow,
    WantedLessonChanges,
    count_lesson_changes,
    lesson_change_now,
    list_lesson_changes,
)
from training.changes.views.timetable_of import timetable_of
from training.classes.views.find_class import find_class
from training.classes.views.lesson_spans import lesson_spans
from training.errors import NotFound
from training.notice.terms import HalfDay
from training.records.attendance.punches import Punch
from training.records.changes.lessons import LessonChange
from training.records.classes.classes import Lesson, LessonCancellation
from training.staff.views.find_staff import find_staff

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
TUESDAY, FRIDAY, NEXT_MONDAY = date(2026, 3, 3), date(2026, 3, 6), date(2026, 3, 9)
KINDS = LessonChangeKind
CANCEL = WantedLesson(KINDS.CANCEL, (TUESDAY, AM))
MOVE = WantedLesson(KINDS.MOVE, (TUESDAY, AM), (NEXT_MONDAY, PM))
TEACHER = WantedLesson(KINDS.TEACHER, (TUESDAY, AM), teacher="赵玉兰")
MAKE_UP = WantedLesson(KINDS.MAKE_UP, None, (NEXT_MONDAY, AM), halves=8, teacher="赵玉兰")
BEFORE, AFTER = at(TUESDAY, "08:29"), at(TUESDAY, "08:30")


@pytest.fixture
def own(database) -> Changing:
    """From Monday to Friday; the class ends on the Monday after, so that there is room."""
    made = changing(database, ends_on=NEXT_MONDAY)
    made.now = BEFORE
    return made


def timetable(own: Changing) -> dict[tuple[date, HalfDay], tuple[str, bool]]:
    with own.database.reading() as session:
        lessons = timetable_of(session, find_class(session, NUMBER))
        return {each.slot: (each.teacher, each.is_cancelled) for each in lessons}


def held(own: Changing) -> int:
    with own.database.reading() as session:
        return delivered_halves(timetable_of(session, find_class(session, NUMBER)))


def states(own: Changing) -> list[ChangeState]:
    with own.database.reading() as session:
        return list(session.scalars(select(LessonChange.state).order_by(LessonChange.id)))


def test_a_lesson_that_has_not_begun_is_cancelled_at_once_and_the_district_is_told(own):
    own.change(CANCEL)

    assert timetable(own)[TUESDAY, AM] == ("", True)
    assert (states(own), held(own)) == ([ChangeState.AT_ONCE], 72)
    (told,) = own.alerts("lesson_changed")
    assert told.text == "班级 BT-C 2026-03-03 上午停课（学校：教室停电）。课表已按此更新。"
    with own.database.reading() as session:
        kept = session.scalars(select(LessonCancellation)).one()
        assert (kept.reason, kept.cancelled_by, kept.cancelled_at) == ("教室停电", CLERK, BEFORE)


def test_a_lesson_that_has_begun_waits_for_the_district(own):
    own.now = AFTER
    asked = own.change(CANCEL)
    assert (timetable(own)[TUESDAY, AM], states(own)) == (("", False), [ChangeState.WAITING])

    own.decide_lesson(asked)

    assert (timetable(own)[TUESDAY, AM], states(own)) == (("", True), [ChangeState.APPROVED])
    assert "审批" in own.alerts("lesson_change_asked")[0].text
    assert own.alerts("lesson_change_decided")[0].text.endswith("的申请已同意")


@pytest.mark.parametrize(("day", "is_refused"), [(date(2026, 3, 16), False), (date(2026, 3, 17), True)])
def test_no_lesson_is_made_up_when_the_feedback_about_the_class_was_due(own, day, is_refused):
    own.now = at(NEXT_MONDAY, "18:00")
    asked = own.change(MAKE_UP)
    own.now = at(day, "09:00")

    if is_refused:
        with pytest.raises(ClassIsSettled):
            own.decide_lesson(asked)
    else:
        own.decide_lesson(asked)

    assert ((NEXT_MONDAY, AM) in timetable(own)) is not is_refused


def test_what_the_district_refuses_stays_as_it_was(own):
    own.now = AFTER
    asked = own.change(CANCEL)

    own.decide_lesson(asked, NO)

    assert (timetable(own)[TUESDAY, AM], states(own)) == (("", False), [ChangeState.REFUSED])
    assert own.alerts("lesson_change_decided")[0].text.endswith("不同意：资料不全")


def test_a_moved_lesson_is_held_elsewhere_and_the_old_one_stays_readable(own):
    own.change(MOVE)

    assert timetable(own)[TUESDAY, AM] == ("", True)
    assert timetable(own)[NEXT_MONDAY, PM] == ("", False)
    assert held(own) == 80


def test_what_was_cancelled_is_made_up(own):
    own.change(CANCEL)
    own.change(MAKE_UP)

    assert held(own) == 80
    assert timetable(own)[NEXT_MONDAY, AM] == ("赵玉兰", False)


def test_another_teacher_takes_over_and_the_row_names_both(own):
    own.change(TEACHER)
    own.change(WantedLesson(KINDS.TEACHER, (TUESDAY, AM), teacher="李建国"))

    assert timetable(own)[TUESDAY, AM] == ("李建国", False)
    with own.database.reading() as session:
        rows = session.scalars(select(LessonChange).order_by(LessonChange.id)).all()
        assert [(each.old_teacher, each.new_teacher) for each in rows] == [
            ("", "赵玉兰"),
            ("赵玉兰", "李建国"),
        ]


def test_punches_in_a_cancelled_lesson_stay_and_count_for_nothing(own):
    with own.database.writing() as session:
        punches(session, find_class(session, NUMBER), TUESDAY, WHOLE_DAY)
    own.now = at(TUESDAY, "18:00")
    assert credited(own) == 16

    own.decide_lesson(own.change(CANCEL))

    assert credited(own) == 8
    with own.database.reading() as session:
        assert len(session.scalars(select(Punch)).all()) == 4
        assert session.scalars(select(LessonChange.punches)).one() == 2


def credited(own: Changing) -> int:
    with own.database.reading() as session:
        found = progress_of_class(session, find_class(session, NUMBER), own.now)
        return sum(each.progress.credited_halves for each in found)


def test_a_lesson_with_punches_is_not_moved_also_where_it_was_asked_for_before_they_came(own):
    own.now = AFTER
    asked = own.change(MOVE)
    with own.database.writing() as session:
        punches(session, find_class(session, NUMBER), TUESDAY, ["08:31"])

    with pytest.raises(LessonHasPunches):
        own.decide_lesson(asked)

    assert timetable(own)[TUESDAY, AM] == ("", False)


def test_a_lesson_in_which_somebody_punched_before_it_began_is_cancelled_by_the_district_only(own):
    with own.database.writing() as session:
        punches(session, find_class(session, NUMBER), TUESDAY, ["08:10"])

    own.change(CANCEL)

    assert (states(own), timetable(own)[TUESDAY, AM]) == ([ChangeState.WAITING], ("", False))


def test_punches_that_come_after_the_page_was_shown_are_not_lost_by_its_decision(own):
    own.now = AFTER
    asked = own.change(CANCEL)
    shown = stands(own).seen
    with own.database.writing() as session:
        punches(session, find_class(session, NUMBER), TUESDAY, WHOLE_DAY)

    with pytest.raises(SeenOtherwise):
        own.decide_lesson(asked, ChangeVerdict(is_approved=True, seen=shown))
    own.decide_lesson(asked, ChangeVerdict(is_approved=True, seen=stands(own).seen))

    assert timetable(own)[TUESDAY, AM] == ("", True)


def test_whoever_decides_on_a_lesson_made_up_afterwards_sees_which_punches_would_count(own):
    own.now = at(NEXT_MONDAY, "18:00")
    own.change(MAKE_UP)
    assert (stands(own).gained, stands(own).punches) == (0, 0)

    with own.database.writing() as session:
        punches(session, find_class(session, NUMBER), NEXT_MONDAY, WHOLE_DAY)

    assert (stands(own).gained, stands(own).punches) == (2, 0)


def stands(own: Changing) -> LessonChangeNow:
    """What a page shows of the one change that waits."""
    with own.database.reading() as session:
        return lesson_change_now(session, session.scalars(select(LessonChange)).one(), now=own.now)


def test_nobody_is_reminded_of_a_cancelled_lesson_nor_is_it_in_session(own):
    assert Silence.CANCELLED not in silences(own)

    own.change(CANCEL)

    assert Silence.CANCELLED in silences(own)
    with own.database.reading() as session:
        assert len(lesson_spans(session, find_class(session, NUMBER), TUESDAY)) == 1


def silences(own: Changing) -> set[Silence]:
    """Why nobody is reminded just after the lesson should have begun."""
    with own.database.reading() as session:
        plan = plan_reminders(session, at(TUESDAY, "08:36"))
        of_people = {each.verdict for each in plan.not_due if isinstance(each.verdict, Silence)}
        return of_people | {silence for *_, silence in plan.no_class}


def test_a_half_day_has_one_change_that_waits(own):
    own.now = AFTER
    own.change(CANCEL)

    with pytest.raises(ChangeIsWaiting, match="课1"):
        own.change(TEACHER)


def test_the_same_lesson_is_not_cancelled_twice(own):
    own.change(CANCEL)

    with pytest.raises(BadLessonChange):
        own.change(CANCEL)


def test_what_held_at_once_is_not_decided_and_what_is_decided_not_again(own):
    at_once = own.change(TEACHER)
    with pytest.raises(NothingToDecide):
        own.decide_lesson(at_once)
    own.now = AFTER
    asked = own.change(CANCEL)
    own.decide_lesson(asked)

    with pytest.raises(ChangeDecided, match="昆区"):
        own.decide_lesson(asked, NO, FELLOW)
    assert timetable(own)[TUESDAY, AM][1]


def test_nobody_decides_the_own_change_and_the_city_only_what_the_district_asks_for(own):
    own.now = AFTER
    of_district = own.change(CANCEL, DISTRICT)
    of_school = own.change(WantedLesson(KINDS.CANCEL, (MONDAY, AM)))
    with pytest.raises(OwnRequest):
        own.decide_lesson(of_district)
    with pytest.raises(DistrictDecides):
        own.decide_lesson(of_school, who=CITY)
    own.decide_lesson(of_district, who=CITY)

    assert timetable(own)[TUESDAY, AM] == ("", True)


@pytest.mark.parametrize("who", [OTHER_DISTRICT, AUDITOR, CITY])
def test_others_change_no_timetable(own, who):
    with pytest.raises(NotFound):
        own.change(CANCEL, who)


@pytest.mark.parametrize(
    ("who", "sees"), [(CLERK, 1), (DISTRICT, 1), (CITY, 1), (AUDITOR, 1), (OTHER_DISTRICT, 0)]
)
def test_everybody_sees_what_is_of_the_own_place(own, who, sees):
    own.change(CANCEL)

    with own.database.reading() as session:
        staff = find_staff(session, who)
        assert len(list_lesson_changes(session, staff, WantedLessonChanges(), 9)) == sees
        assert sum(count_lesson_changes(session, staff).values()) == sees


def test_a_lesson_has_no_second_row_when_two_make_it_up_at_once(own):
    own.change(MAKE_UP)

    with pytest.raises(BadLessonChange, match="已有课"):
        own.change(MAKE_UP)

    with own.database.reading() as session:
        taken = select(Lesson).where(Lesson.held_on == NEXT_MONDAY)
        assert len(session.scalars(taken).all()) == 1
