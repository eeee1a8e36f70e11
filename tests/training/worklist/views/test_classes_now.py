"""此刻: of every class the lesson of this half day, who came to it, and whether its machine is in touch."""

from datetime import time, timedelta

import pytest

from tests.factories import MONDAY, a_class, a_device, a_withdrawal, at, punches
from tests.training.checks.checking import CITY, DISTRICT, OTHER_DISTRICT, SCHOOL, Checking, enrol
from training.attendance.terms import Turnout
from training.attendance.views.lists.present_now import present_now
from training.checks.terms import CheckLevel, Verdict
from training.checks.views.owed_checks import owed_checks
from training.classes.views.find_class import find_class
from training.notice.terms import HalfDay, Mode
from training.records.classes.classes import LessonCancellation
from training.records.classes.trainees import Enrolment
from training.staff.views.find_staff import find_staff
from training.worklist.rules.board import ClassNow
from training.worklist.views.classes_now import classes_now
from training.worklist.views.missing_now import missing_now
from training.worklist.views.supervision_now import feedback_clock, owed_by_days, verdicts_of_late

DAY = timedelta(days=1)


def now_of(checking: Checking, clock: str, who: str = CITY) -> dict[str, ClassNow]:
    with checking.database.reading() as session:
        found = classes_now(session, find_staff(session, who), now=at(MONDAY, clock))
    return {each.number: each for each in found}


@pytest.mark.parametrize(
    ("clock", "half_day", "is_on"),
    [
        ("00:00", HalfDay.MORNING, False),
        ("07:45", HalfDay.MORNING, False),
        ("08:30", HalfDay.MORNING, True),
        ("11:30", HalfDay.MORNING, True),
        ("13:14", HalfDay.MORNING, False),
        ("13:15", HalfDay.AFTERNOON, False),
        ("17:00", HalfDay.AFTERNOON, True),
        ("23:59", HalfDay.AFTERNOON, False),
    ],
)
def test_a_half_day_begins_when_punches_in_count(clock, half_day, is_on, checking):
    found = now_of(checking, clock).get("BT-1")

    assert (found.half_day if found else None, found.is_on if found else False) == (half_day, is_on)


@pytest.mark.parametrize(
    ("clock", "turnout", "present", "is_thin"),
    [
        ("07:44", Turnout.AHEAD, 0, False),
        ("07:45", Turnout.COMING, 1, False),
        ("08:16", Turnout.COMING, 1, False),
        ("08:45", Turnout.COMING, 1, False),
        ("08:46", Turnout.CLOSED, 1, True),
        ("13:14", Turnout.CLOSED, 1, True),
        ("13:15", Turnout.COMING, 0, False),
        ("14:15", Turnout.COMING, 0, False),
        ("14:16", Turnout.CLOSED, 0, True),
    ],
)
def test_too_few_came_only_when_nobody_may_sign_in_any_more(clock, turnout, present, is_thin, checking):
    with checking.database.writing() as session:
        punches(session, find_class(session, "BT-1"), MONDAY, ["07:45"], number="1")

    found = now_of(checking, clock)["BT-1"]

    assert (found.turnout, found.present, found.is_thin) == (turnout, present, is_thin)


@pytest.mark.parametrize(
    ("clock", "half_day", "present"),
    [("12:09", HalfDay.MORNING, 1), ("12:10", HalfDay.AFTERNOON, 0), ("12:50", HalfDay.AFTERNOON, 0)],
)
def test_a_punch_that_ends_the_morning_brings_nobody_to_the_afternoon(clock, half_day, present, checking):
    """The break is from 11:50 to 12:30, so that its middle parts the two (R45)."""
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        own.morning_ends, own.afternoon_starts = time(11, 50), time(12, 30)
        punches(session, own, MONDAY, ["08:20", "12:05"], number="1")

    found = now_of(checking, clock)["BT-1"]

    with checking.database.reading() as session:
        listed = present_now(session, [find_class(session, "BT-1")], now=at(MONDAY, clock))
    assert (found.half_day, found.present) == (half_day, present)
    assert [each.present for each in listed.values()] == [present for _ in listed]


def test_of_a_class_with_an_afternoon_alone_the_day_begins_with_it(checking):
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        cancelled = {"reason": "停电", "cancelled_by": "张", "cancelled_at": checking.now}
        session.add(LessonCancellation(lesson_id=own.lessons[0].id, **cancelled))

    found = now_of(checking, "09:00")["BT-1"]

    assert (found.half_day, found.turnout) == (HalfDay.AFTERNOON, Turnout.AHEAD)


def test_who_came_is_what_the_list_of_classes_says(checking):
    with checking.database.writing() as session:
        own = find_class(session, "BT-1")
        for number in ("1", "2", "9"):
            punches(session, own, MONDAY, ["08:20"], number=number)
        punches(session, own, MONDAY, ["07:44"], number="3")
        a_withdrawal(session, session.query(Enrolment).filter_by(attendance_number="4").one(), MONDAY - DAY)

    found = now_of(checking, "09:00")["BT-1"]

    with checking.database.reading() as session:
        listed = present_now(session, [find_class(session, "BT-1")], now=at(MONDAY, "09:00"))
    assert (found.present, found.seats) == (2, 3)
    assert [each.present for each in listed.values()] == [found.present]


@pytest.mark.parametrize(
    ("days", "seats"),
    [
        # 1 is there from the first day; 2 comes on Tuesday; 3 leaves after Tuesday; 4 left on Sunday.
        (0, {"1", "3"}),
        (1, {"1", "2", "3"}),
        (2, {"1", "2"}),
    ],
)
def test_who_comes_later_is_not_missing_yet_and_who_leaves_later_has_a_seat_until_then(days, seats, checking):
    with checking.database.writing() as session:
        people = {each.attendance_number: each for each in session.query(Enrolment)}
        people["2"].joined_on = MONDAY + DAY
        a_withdrawal(session, people["3"], MONDAY + DAY)
        a_withdrawal(session, people["4"], MONDAY - DAY)
        names = {people[each].trainee.name for each in seats - {"3"}}
        for each in range(3):
            punches(session, find_class(session, "BT-1"), MONDAY + each * DAY, ["08:20"], number="3")

    with checking.database.reading() as session:
        staff, now = find_staff(session, CITY), at(MONDAY + days * DAY, "09:00")
        found = {each.number: each for each in classes_now(session, staff, now=now)}["BT-1"]
        missing = missing_now(session, staff, now=now)
    assert (found.seats, found.present) == (len(seats), int("3" in seats))
    assert [{name for _, name in each.people} for each in missing] == [names]


def test_a_cancelled_lesson_is_none_and_one_online_counts_nobody(checking):
    with checking.database.writing() as session:
        enrol(session, "BT-2", 1)
        cancelled = {"reason": "停电", "cancelled_by": "张", "cancelled_at": checking.now}
        for each in find_class(session, "BT-1").lessons:
            if each.held_on == MONDAY:
                session.add(LessonCancellation(lesson_id=each.id, **cancelled))
        find_class(session, "BT-2").lessons[0].mode = Mode.ONLINE

    found = now_of(checking, "09:00")

    assert list(found) == ["BT-2"]
    assert not found["BT-2"].counts


@pytest.mark.parametrize(("minutes", "is_silent"), [(9, False), (10, False), (11, True)])
def test_a_machine_is_silent_after_the_minutes_of_the_policy(minutes, is_silent, checking):
    with checking.database.writing() as session:
        a_device(session).last_seen_at = at(MONDAY, "09:00") - timedelta(minutes=minutes)

    assert now_of(checking, "09:00")["BT-1"].is_silent is is_silent


def test_only_while_a_lesson_is_on_and_only_of_a_machine_that_counts(checking):
    with checking.database.writing() as session:
        a_device(session)
        find_class(session, "BT-1").attendance_device = "7777"

    assert not now_of(checking, "09:00")["BT-1"].is_silent
    assert not now_of(checking, "12:00")["BT-1"].is_silent


@pytest.mark.parametrize(
    ("who", "numbers"),
    [(CITY, {"BT-1", "BT-2"}), (DISTRICT, {"BT-1"}), (OTHER_DISTRICT, {"BT-2"}), (SCHOOL, {"BT-1", "BT-2"})],
)
def test_everybody_sees_the_own_place(who, numbers, checking):
    with checking.database.writing() as session:
        a_class(session, "BT-2", district="青山区")

    assert set(now_of(checking, "09:00", who)) == numbers


def test_owed_checks_stand_by_the_days_that_are_left(checking):
    with checking.database.writing() as session:
        a_class(session, "ENDED", is_key_group=True, starts_on=MONDAY - 40 * DAY)
        a_class(session, "TOMORROW", is_key_group=True, days=2)
        a_class(session, "FREE", is_key_group=False)
    with checking.database.reading() as session:
        staff = find_staff(session, CITY)
        counts = owed_by_days(session, staff, now=checking.now)
        one_by_one = owed_checks(session, staff, now=checking.now)

    found = {words: each[CheckLevel.CITY] for words, each in counts.items() if each.total()}
    assert found == {"已结业": 1, "0–1 天": 1, "4–7 天": 1}
    assert sum(found.values()) == len(one_by_one)


def test_verdicts_of_thirty_days_without_those_that_were_voided(checking):
    checking.start()
    checking.pass_all()
    first = checking.now
    with checking.database.reading() as session:
        staff = find_staff(session, CITY)
        today = verdicts_of_late(session, staff, now=first)
        last_day = verdicts_of_late(session, staff, now=first + 29 * DAY)
        too_late = verdicts_of_late(session, staff, now=first + 30 * DAY)
    checking.void("点错了班")
    with checking.database.reading() as session:
        voided = verdicts_of_late(session, find_staff(session, CITY), now=checking.now)

    assert today.by_day[MONDAY] == {Verdict.PASSED: 1}
    assert today.by_district == {"昆都仑区": {Verdict.PASSED: 1}}
    assert (last_day.total.total(), too_late.total.total(), voided.total.total()) == (1, 0, 0)


@pytest.mark.parametrize(("days", "passed"), [(4, 0), (7, 1), (11, 5), (12, 5)])
def test_the_clock_of_a_feedback_counts_working_days(days, passed, checking):
    """The class ends on Friday the 6th; the fifth working day is Friday the 13th."""
    with checking.database.reading() as session:
        clocks = feedback_clock(session, find_staff(session, CITY), now=checking.now + days * DAY)

    assert [(each.passed, each.of) for each in clocks] == [(passed, 5)]
