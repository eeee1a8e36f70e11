"""R46: 80 percent of the prescribed total, what is to come, what may still be missed."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.attendance.rules.attendance import Outcome
from training.attendance.rules.progress import (
    Course,
    Presence,
    Progress,
    ProgressState,
    measure,
    needed_halves,
)
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.terms import ClassKind, HalfDay, Mode
from training.notice.windows import Lesson, lesson_windows

MONDAY = date(2026, 3, 2)
POLICY = Policy()
WHOLE_DAY = ("08:20", "11:40", "13:50", "17:10")


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def day(offset: int) -> date:
    return MONDAY + timedelta(days=offset)


def a_lesson(held_on: date, half_day: HalfDay, *, mode=Mode.OFFLINE, is_cancelled=False) -> Lesson:
    starts, ends = ("08:30", "11:30") if half_day is HalfDay.MORNING else ("14:00", "17:00")
    return Lesson(held_on, half_day, at(held_on, starts), at(held_on, ends), 8, mode, is_cancelled)


def whole_days(*offsets: int) -> list[Lesson]:
    return [a_lesson(day(offset), half_day) for offset in offsets for half_day in HalfDay]


def a_course(lessons: list[Lesson], prescribed_hours: int | None = None, days: int = 5) -> Course:
    prescribed = 8 * len(lessons) if prescribed_hours is None else 2 * prescribed_hours
    return Course(lesson_windows(lessons, POLICY), prescribed, day(days - 1), POLICY)


def present_on(*offsets: int) -> tuple[datetime, ...]:
    return tuple(at(day(offset), clock) for offset in offsets for clock in WHOLE_DAY)


def after(course: Course, presence: Presence = Presence()) -> Progress:  # noqa: B008  (frozen)
    return measure(course, presence, at(day(30), "12:00"))


@pytest.mark.parametrize(
    ("prescribed", "needed"),
    # halves: 80% of 40 class hours is 32; of 41, 32.8, which takes 33 in halves 65.6 -> 66
    [(80, 64), (82, 66), (1, 1), (5, 4), (6, 5), (0, 0), (240, 192)],
)
def test_needed_is_the_least_that_reaches_80_percent_without_rounding_down(prescribed, needed):
    assert needed_halves(prescribed, ClassKind.ORDINARY, POLICY) == needed
    assert 100 * needed >= 80 * prescribed


@pytest.mark.parametrize(
    ("days_present", "state"),
    [(3, ProgressState.CANNOT_QUALIFY), (4, ProgressState.QUALIFIED), (5, ProgressState.QUALIFIED)],
)
def test_four_of_five_days_are_exactly_80_percent_and_qualify(days_present, state):
    progress = after(a_course(whole_days(0, 1, 2, 3, 4)), Presence(present_on(*range(days_present))))

    assert (progress.state, progress.credited_halves) == (state, 16 * days_present)


def a_startup_course(policy: Policy = POLICY) -> Course:
    lessons = whole_days(0, 1, 2, 3, 4)
    return Course(lesson_windows(lessons, POLICY), 80, day(4), policy, ClassKind.STARTUP)


@pytest.mark.parametrize("days_present", [0, 3, 4, 5])
def test_no_share_of_hours_decides_about_start_up_training(days_present):
    progress = after(a_startup_course(), Presence(present_on(*range(days_present))))

    assert progress.state is ProgressState.NOT_JUDGED
    assert not progress.is_judged
    assert (progress.credited_halves, progress.needed_halves) == (16 * days_present, 0)


def test_who_left_start_up_training_has_left():
    progress = after(a_startup_course(), Presence(last_day=day(1)))

    assert progress.state is ProgressState.WITHDRAWN


@pytest.mark.parametrize(
    ("days_present", "state"), [(2, ProgressState.CANNOT_QUALIFY), (3, ProgressState.QUALIFIED)]
)
def test_a_rule_set_may_give_start_up_training_a_share_of_its_own(days_present, state):
    course = a_startup_course(Policy(startup_qualifying_percent=60))

    assert after(course, Presence(present_on(*range(days_present)))).state is state


def test_the_share_of_start_up_training_is_about_no_other_kind():
    policy, others = Policy(startup_qualifying_percent=1), set(ClassKind) - {ClassKind.STARTUP}

    assert {needed_halves(100, kind, policy) for kind in others} == {80}


def test_the_denominator_is_the_prescribed_total_and_not_what_has_been_held():
    # 80 hours prescribed, 40 on the timetable so far, all of them attended.
    course = a_course(whole_days(0, 1, 2, 3, 4), prescribed_hours=80, days=20)

    progress = measure(course, Presence(present_on(0, 1, 2, 3, 4)), at(day(6), "12:00"))

    assert (progress.needed_halves, progress.credited_halves) == (128, 80)
    assert (progress.unscheduled_halves, progress.to_come_halves) == (80, 80)
    assert progress.state is ProgressState.CAN_QUALIFY


def test_hours_never_scheduled_are_lost_once_the_class_has_ended():
    progress = after(
        a_course(whole_days(0, 1, 2, 3, 4), prescribed_hours=80), Presence(present_on(0, 1, 2, 3, 4))
    )

    assert (progress.to_come_halves, progress.state) == (0, ProgressState.CANNOT_QUALIFY)


@pytest.mark.parametrize(
    ("absent_days", "may_miss", "state"),
    # 5 days, 32 of 40 hours needed: one day may be missed
    [
        (0, 16, ProgressState.CAN_QUALIFY),
        (1, 0, ProgressState.CAN_QUALIFY),
        (2, 0, ProgressState.CANNOT_QUALIFY),
    ],
)
def test_how_much_may_still_be_missed(absent_days, may_miss, state):
    now = at(day(absent_days), "07:00")

    progress = measure(a_course(whole_days(0, 1, 2, 3, 4)), Presence(), now)

    assert (progress.may_miss_halves, progress.state) == (may_miss, state)
    assert progress.lacking_halves == 64


def test_only_scheduled_lessons_earn():
    # Present on Saturday, when the class has no lesson.
    progress = after(a_course(whole_days(0, 1, 2, 3, 4)), Presence(present_on(5)))

    assert progress.credited_halves == 0


def test_after_the_last_day_of_a_withdrawn_trainee_nothing_counts():
    presence = Presence(present_on(0, 1, 2, 3, 4), last_day=day(1))

    progress = after(a_course(whole_days(0, 1, 2, 3, 4)), presence)

    assert (progress.credited_halves, progress.state) == (32, ProgressState.WITHDRAWN)
    assert [credit.outcome for credit in progress.on(day(1))] == [Outcome.FULL, Outcome.FULL]
    assert [credit.outcome for credit in progress.on(day(2))] == [Outcome.LEFT_CLASS, Outcome.LEFT_CLASS]


@pytest.mark.parametrize(("joined", "credited"), [(0, 80), (1, 64), (4, 16), (5, 0)])
def test_before_the_day_of_joining_nothing_counts_and_the_denominator_stays(joined, credited):
    presence = Presence(present_on(0, 1, 2, 3, 4), joined_on=day(joined))

    progress = after(a_course(whole_days(0, 1, 2, 3, 4)), presence)

    assert (progress.credited_halves, progress.prescribed_halves) == (credited, 80)


def test_what_was_taught_before_joining_can_not_be_made_up():
    course, presence = a_course(whole_days(0, 1, 2, 3, 4)), Presence(joined_on=day(2))

    assert measure(course, presence, at(day(0), "08:00")).to_come_halves == 48


def test_on_the_last_day_itself_a_trainee_has_not_left_yet():
    course, presence = a_course(whole_days(0, 1, 2, 3, 4)), Presence(last_day=day(0))

    assert measure(course, presence, at(day(0), "20:00")).state is not ProgressState.WITHDRAWN
    assert measure(course, presence, at(day(1), "00:00")).state is ProgressState.WITHDRAWN


def test_who_qualified_before_withdrawing_stays_qualified():
    presence = Presence(present_on(0, 1, 2, 3), last_day=day(3))

    assert after(a_course(whole_days(0, 1, 2, 3, 4)), presence).state is ProgressState.QUALIFIED


def test_a_cancelled_lesson_earns_nothing_and_its_make_up_does():
    # A moved day: Monday cancelled, Saturday made up (R54).
    moved = [a_lesson(day(0), half_day, is_cancelled=True) for half_day in HalfDay]
    lessons = moved + whole_days(1, 2, 3, 4, 5)
    course = Course(lesson_windows(lessons, POLICY), 80, day(5), POLICY)

    progress = after(course, Presence(present_on(0, 1, 2, 3, 5)))

    assert progress.credited_halves == 64
    assert {credit.outcome for credit in progress.on(day(0))} == {Outcome.CANCELLED}
    assert progress.unscheduled_halves == 0


def test_a_cancelled_lesson_not_made_up_yet_is_still_to_come():
    lessons = [a_lesson(day(0), half_day, is_cancelled=True) for half_day in HalfDay] + whole_days(1, 2, 3, 4)
    course = Course(lesson_windows(lessons, POLICY), 80, day(9), POLICY)

    progress = measure(course, Presence(present_on(1, 2, 3, 4)), at(day(6), "12:00"))

    assert (progress.credited_halves, progress.to_come_halves) == (64, 16)


def test_punches_of_one_class_earn_nothing_in_the_next():
    first, second = a_course(whole_days(0, 1)), a_course(whole_days(2, 3))
    presence = Presence(present_on(0, 1))

    assert (after(first, presence).credited_halves, after(second, presence).credited_halves) == (32, 0)


def test_an_online_lesson_is_credited_by_watching_and_not_by_punches():
    course = a_course([a_lesson(day(0), HalfDay.MORNING, mode=Mode.ONLINE)])
    watched = Presence((), ((at(day(0), "08:30"), at(day(0), "11:30")),))

    assert after(course, Presence(present_on(0))).credited_halves == 0
    assert after(course, watched).credited_halves == 8


def test_an_open_half_day_counts_as_to_come():
    course = a_course(whole_days(0))

    progress = measure(course, Presence(), at(day(0), "08:00"))

    assert (progress.credited_halves, progress.to_come_halves) == (0, 16)


attended = st.lists(
    st.tuples(st.integers(0, 4), st.integers(7 * 60, 19 * 60)).map(
        lambda each: at(day(each[0]), "00:00") + timedelta(minutes=each[1])
    ),
    max_size=30,
)


@given(attended, st.integers(0, 6 * 24 * 60))
@settings(deadline=None)
def test_credit_and_what_is_to_come_never_exceed_the_prescribed_hours(made, minutes):
    now = at(day(0), "00:00") + timedelta(minutes=minutes)

    progress = measure(a_course(whole_days(0, 1, 2, 3, 4)), Presence(sorted(made)), now)

    assert progress.credited_halves >= 0
    assert progress.credited_halves + progress.to_come_halves <= 80
    assert progress.may_miss_halves <= progress.to_come_halves
    assert all(sum(credit.halves for credit in progress.on(day(offset))) <= 16 for offset in range(5))


@given(attended)
@settings(deadline=None)
def test_who_cannot_qualify_any_more_never_qualifies_later(made):
    course, presence = a_course(whole_days(0, 1, 2, 3, 4)), Presence(sorted(made))
    states = [measure(course, presence, at(day(offset), "20:00")).state for offset in range(6)]

    lost = [place for place, state in enumerate(states) if state is ProgressState.CANNOT_QUALIFY]
    assert all(state is ProgressState.CANNOT_QUALIFY for state in states[min(lost, default=6) :])
