"""R63, R64: what is not in order about who teaches, minute by minute and day by day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.factories import at
from training.notice.terms import HalfDay
from training.teachers.rules.changing import BadTeacherChange, lessons_taken_over
from training.teachers.rules.flags import Certified, Filed, Taught, Teaching, teacher_flags
from training.teachers.terms import MatchVerdict, TeacherFlag

DAY = date(2026, 3, 4)
MORNING, AFTERNOON = (DAY, HalfDay.MORNING), (DAY, HalfDay.AFTERNOON)
BOTH = frozenset({MORNING, AFTERNOON})
BEGINS, MINUTE = at(DAY, "08:30"), timedelta(minutes=1)
LI, WANG = 1, 2
LESSON = Taught(MORNING, BEGINS, LI, "李建国")
LATER = Taught(AFTERNOON, at(DAY, "14:00"), LI, "李建国")
GOOD = Teaching("电工", (LESSON,), reviews={LI: MatchVerdict.MATCHES})
EVENING = at(DAY, "20:00")


def flags(own: Teaching, now: datetime = EVENING) -> list[TeacherFlag]:
    return [each.flag for each in teacher_flags(own, now)]


def test_a_teacher_who_was_filed_certified_and_reviewed_has_no_flag():
    assert flags(replace(GOOD, certificates={LI: (Certified("电工"),)})) == []


@pytest.mark.parametrize(
    ("filed_at", "expected"),
    [(BEGINS - MINUTE, []), (BEGINS, [TeacherFlag.LATE]), (BEGINS + MINUTE, [TeacherFlag.LATE])],
)
def test_a_change_is_filed_in_time_until_the_minute_before_the_lesson(filed_at, expected):
    assert flags(replace(GOOD, changes=(Filed(LI, frozenset({MORNING}), filed_at),))) == expected


@pytest.mark.parametrize(("filled_at", "expected"), [(BEGINS - MINUTE, []), (BEGINS, [TeacherFlag.LATE])])
def test_a_later_timetable_names_whom_nobody_had_filed_in_time_until_the_minute_before(filled_at, expected):
    assert flags(replace(GOOD, lessons=(replace(LESSON, filled_at=filled_at),))) == expected


def test_a_change_filed_late_is_late_only_for_what_had_begun_and_what_it_covers():
    own = replace(GOOD, lessons=(LATER, LESSON), changes=(Filed(LI, BOTH, BEGINS + MINUTE),))
    earlier = Taught((DAY - timedelta(days=1), HalfDay.AFTERNOON), BEGINS - timedelta(days=1), LI, "李建国")

    (found,) = teacher_flags(replace(own, lessons=(*own.lessons, earlier)), EVENING)

    assert (found.flag, found.teacher, found.name, found.slots) == (
        TeacherFlag.LATE,
        LI,
        "李建国",
        (MORNING,),
    )


def test_every_change_counts_for_the_half_days_it_covers_and_for_no_other():
    again = (
        Filed(LI, BOTH, BEGINS + MINUTE),
        Filed(LI, frozenset({AFTERNOON}), LATER.starts + MINUTE),
    )

    found = teacher_flags(replace(GOOD, lessons=(LESSON, LATER), changes=again), EVENING)

    assert [(each.flag, each.slots) for each in found] == [(TeacherFlag.LATE, (MORNING, AFTERNOON))]
    assert flags(replace(GOOD, changes=again[1:])) == []


@pytest.mark.parametrize(
    ("filed_at", "expected"),
    [
        (BEGINS - MINUTE, []),
        (BEGINS, [(TeacherFlag.LATE, WANG), (TeacherFlag.EXPIRED, LI), (TeacherFlag.DIFFERS, LI)]),
    ],
)
def test_what_was_odd_about_whoever_was_filed_when_the_lesson_began_no_late_change_takes_away(
    filed_at, expected
):
    wangs = replace(LESSON, teacher=WANG, name="王强")
    own = replace(
        GOOD,
        lessons=(wangs,),
        changes=(Filed(WANG, frozenset({MORNING}), filed_at, old=LI),),
        reviews={LI: MatchVerdict.DIFFERS, WANG: MatchVerdict.MATCHES},
        certificates={LI: (Certified("电工", None, DAY - timedelta(days=1)),)},
        names={LI: "李建国"},
    )

    found = teacher_flags(own, EVENING)

    assert [(each.flag, each.teacher) for each in found] == expected
    assert {each.name for each in found if each.teacher == LI} <= {"李建国"}


def test_a_second_late_change_hides_neither_of_the_two_before_it():
    zhao = 3
    chain = (
        Filed(WANG, frozenset({MORNING}), BEGINS, old=LI),
        Filed(zhao, frozenset({MORNING}), BEGINS + MINUTE, old=WANG),
    )
    own = Teaching("电工", (replace(LESSON, teacher=zhao),), chain, {zhao: MatchVerdict.MATCHES})

    found = {(each.flag, each.teacher) for each in teacher_flags(own, EVENING)}

    unreviewed = {(TeacherFlag.UNREVIEWED, LI), (TeacherFlag.UNREVIEWED, WANG)}
    assert found == {(TeacherFlag.LATE, zhao), *unreviewed}


@pytest.mark.parametrize(("moment", "expected"), [(BEGINS - MINUTE, []), (BEGINS, [TeacherFlag.UNFILED])])
def test_a_lesson_that_has_begun_without_a_filed_teacher_is_flagged(moment, expected):
    nobody = replace(GOOD, lessons=(replace(LESSON, teacher=None, name=""),))

    assert flags(nobody, moment) == expected
    assert flags(replace(GOOD, unsettled=frozenset({MORNING})), moment) == expected


@pytest.mark.parametrize(
    ("issued", "expires", "expected"),
    [
        (None, DAY - timedelta(days=1), [TeacherFlag.EXPIRED]),
        (None, DAY, []),
        (None, DAY + timedelta(days=1), []),
        (DAY, None, []),
        (DAY + timedelta(days=1), None, []),
    ],
)
def test_a_certificate_is_good_to_the_end_of_its_last_day(issued, expires, expected):
    assert flags(replace(GOOD, certificates={LI: (Certified("电工", issued, expires),)})) == expected


def test_a_renewal_of_later_does_not_cover_the_lesson_and_another_trade_does_not_help():
    expired = Certified("电工", None, DAY - timedelta(days=1))
    renewed = Certified("电工", DAY + timedelta(days=1), None)

    assert flags(replace(GOOD, certificates={LI: (expired, renewed)})) == [TeacherFlag.EXPIRED]
    assert flags(replace(GOOD, certificates={LI: (expired, Certified("焊工"))})) == [TeacherFlag.EXPIRED]
    assert flags(replace(GOOD, certificates={LI: (expired, Certified("电工", DAY))})) == []


def test_what_the_district_said_or_did_not_say_is_a_flag():
    assert flags(replace(GOOD, reviews={})) == [TeacherFlag.UNREVIEWED]
    assert flags(replace(GOOD, reviews={LI: MatchVerdict.DIFFERS})) == [TeacherFlag.DIFFERS]
    assert flags(replace(GOOD, reviews={LI: MatchVerdict.UNMATCHED})) == [TeacherFlag.UNREVIEWED]


def test_a_number_that_another_name_has_too_is_a_flag_of_every_lesson():
    assert flags(replace(GOOD, shared=frozenset({LI}))) == [TeacherFlag.SHARED_NUMBER]
    assert flags(replace(GOOD, shared=frozenset({WANG}))) == []


def test_two_rooms_are_two_rooms_in_the_same_half_day_only():
    assert flags(replace(GOOD, elsewhere=frozenset({(LI, MORNING)}))) == [TeacherFlag.TWO_ROOMS]
    assert flags(replace(GOOD, elsewhere=frozenset({(LI, AFTERNOON), (WANG, MORNING)}))) == []


def test_whoever_takes_over_takes_the_lessons_of_the_old_teacher_from_that_half_day_on():
    wangs = Taught((DAY + timedelta(days=1), HalfDay.MORNING), EVENING, WANG, "王强")

    assert lessons_taken_over((LATER, wangs, LESSON), LI, WANG, MORNING) == [LESSON, LATER]
    assert lessons_taken_over((LATER, wangs, LESSON), LI, WANG, AFTERNOON) == [LATER]
    with pytest.raises(BadTeacherChange):
        lessons_taken_over((LESSON,), LI, WANG, AFTERNOON)
    with pytest.raises(BadTeacherChange):
        lessons_taken_over((LESSON,), LI, LI, MORNING)
