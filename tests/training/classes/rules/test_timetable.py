"""A timetable from dates and weekdays, without statutory holidays."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.classes.rules.timetable import (
    EVERY_DAY,
    MONDAY_TO_FRIDAY,
    NoRoomForHours,
    Plan,
    UnknownWeekdays,
    generate_timetable,
    parse_weekdays,
)
from training.notice.policy import Policy
from training.notice.terms import HalfDay
from training.notice.working_days import PUBLISHED

POLICY = Policy()
MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("周一至周五", {0, 1, 2, 3, 4}),
        ("星期一到星期六", {0, 1, 2, 3, 4, 5}),
        ("周一、周三、周六", {0, 2, 5}),
        ("一三五", {0, 2, 4}),
        ("周六日", {5, 6}),
        ("周六、周天", {5, 6}),
        ("周一，周二", {0, 1}),
        ("每天", EVERY_DAY),
        ("周一至周三、周六", {0, 1, 2, 5}),
    ],
)
def test_weekdays_are_read_as_people_write_them(text, days):
    assert parse_weekdays(text) == days


@pytest.mark.parametrize("text", ["", "工作日吧", "周五至周一", "周八", "周一至", "一二至五"])
def test_other_words_are_refused(text):
    with pytest.raises(UnknownWeekdays):
        parse_weekdays(text)


@given(st.text(max_size=12))
@settings(deadline=None)
def test_no_text_breaks_the_reading_of_weekdays(text):
    try:
        days = parse_weekdays(text)
    except UnknownWeekdays:
        return
    assert days
    assert days <= EVERY_DAY


def test_a_week_of_whole_days_is_filled_morning_and_afternoon():
    lessons = generate_timetable(Plan(MONDAY, date(2026, 3, 8), MONDAY_TO_FRIDAY, 80), POLICY, PUBLISHED)

    assert len(lessons) == 10
    assert lessons[0].held_on == MONDAY
    assert lessons[0].half_day is HalfDay.MORNING
    assert lessons[-1].held_on == date(2026, 3, 6)
    assert {lesson.halves for lesson in lessons} == {8}


def test_the_last_half_day_holds_what_is_left():
    lessons = generate_timetable(Plan(MONDAY, date(2026, 3, 8), MONDAY_TO_FRIDAY, 19), POLICY, PUBLISHED)

    assert [lesson.halves for lesson in lessons] == [8, 8, 3]


def test_hours_that_do_not_fit_are_refused_with_what_is_lacking():
    with pytest.raises(NoRoomForHours) as refusal:
        generate_timetable(Plan(MONDAY, date(2026, 3, 8), MONDAY_TO_FRIDAY, 81), POLICY, PUBLISHED)

    assert refusal.value.lacking_halves == 1


def test_statutory_holidays_are_left_out():
    # Labour day 2026 is Friday the first of May.
    lessons = generate_timetable(Plan(date(2026, 4, 30), date(2026, 5, 10), EVERY_DAY, 16), POLICY, PUBLISHED)

    assert {lesson.held_on for lesson in lessons} == {date(2026, 4, 30)}


def test_a_year_without_a_published_arrangement_is_planned_without_its_statutory_days():
    plan = Plan(date(2051, 4, 30), date(2051, 5, 3), EVERY_DAY, 32)

    lessons = generate_timetable(plan, POLICY, PUBLISHED)

    assert PUBLISHED.knows(2026)
    assert not PUBLISHED.knows(2051)
    # The law frees 1 and 2 May; what is arranged around them nobody can know.
    assert {each.held_on for each in lessons} == {date(2051, 4, 30), date(2051, 5, 3)}


@given(st.integers(1, 400), st.sets(st.integers(0, 6), min_size=1))
@settings(deadline=None, max_examples=40)
def test_a_generated_timetable_holds_exactly_the_prescribed_hours_within_the_rules(halves, weekdays):
    ends_on = date(2026, 12, 31)

    lessons = generate_timetable(Plan(MONDAY, ends_on, frozenset(weekdays), halves), POLICY, PUBLISHED)

    assert sum(lesson.halves for lesson in lessons) == halves
    assert all(0 < lesson.halves <= 8 for lesson in lessons)
    assert all(MONDAY <= lesson.held_on <= ends_on for lesson in lessons)
    assert all(lesson.held_on.weekday() in weekdays for lesson in lessons)
    assert len({(lesson.held_on, lesson.half_day) for lesson in lessons}) == len(lessons)
