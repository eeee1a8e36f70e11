"""R43 to R45: four punches a day, half days, class hours."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.attendance.rules.attendance import (
    HalfDayCredit,
    Outcome,
    clock_is_wrong,
    credit_punches,
    credit_watching,
)
from training.notice.clock import SHANGHAI, shanghai_day
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode
from training.notice.windows import Lesson, Windows, lesson_windows

MONDAY = date(2026, 3, 2)
POLICY = Policy()
LATER = datetime(2026, 3, 20, tzinfo=SHANGHAI)


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def lesson(half_day: HalfDay = HalfDay.MORNING, halves: int = 8, mode: Mode = Mode.OFFLINE) -> Lesson:
    starts, ends = ("08:30", "11:30") if half_day is HalfDay.MORNING else ("14:00", "17:00")
    return Lesson(MONDAY, half_day, at(starts), at(ends), halves, mode)


def morning(halves: int = 8, mode: Mode = Mode.OFFLINE) -> Windows:
    return lesson_windows([lesson(halves=halves, mode=mode), lesson(HalfDay.AFTERNOON)], POLICY)[0]


def credited(*clocks: str, now: datetime = LATER, halves: int = 8) -> HalfDayCredit:
    return credit_punches(morning(halves), [at(clock) for clock in clocks], now, POLICY)


def test_both_punches_in_their_windows_earn_the_whole_half_day():
    credit = credited("08:20", "11:40")

    assert (credit.outcome, credit.halves, credit.is_open) == (Outcome.FULL, 8, False)


@pytest.mark.parametrize(
    ("first", "outcome"),
    [
        # opens 45 minutes before 08:30, closes 15 minutes after
        ("07:44:59", Outcome.MISSING_IN),
        ("07:45:00", Outcome.FULL),
        ("07:45:01", Outcome.FULL),
        ("08:44:59", Outcome.FULL),
        ("08:45:00", Outcome.FULL),
        ("08:45:01", Outcome.BY_MINUTES),
    ],
)
def test_an_in_punch_counts_exactly_from_45_minutes_before_until_15_minutes_after(first, outcome):
    assert credited(first, "11:40").outcome is outcome


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        # opens 15 minutes before 11:30, closes 60 minutes after
        ("11:14:59", Outcome.BY_MINUTES),
        ("11:15:00", Outcome.FULL),
        ("11:15:01", Outcome.FULL),
        ("12:29:59", Outcome.FULL),
        ("12:30:00", Outcome.FULL),
        ("12:30:01", Outcome.MISSING_OUT),
    ],
)
def test_an_out_punch_counts_exactly_from_15_minutes_before_until_60_minutes_after(last, outcome):
    assert credited("08:20", last).outcome is outcome


@pytest.mark.parametrize(
    ("first", "last", "minutes", "halves"),
    [
        # 45 minutes are one class hour, 22.5 are half of one; what is short of a half is dropped
        ("09:00", "09:22", 22, 0),
        ("09:00", "09:23", 23, 1),
        ("09:00", "09:44", 44, 1),
        ("09:00", "09:45", 45, 2),
        ("09:00", "09:46", 46, 2),
        ("09:00", "11:30", 150, 6),
        ("08:46", "11:40", 164, 7),
        ("08:20", "10:00", 90, 4),
    ],
)
def test_two_other_punches_earn_the_minutes_inside_the_lesson_rounded_down_to_half_an_hour(
    first, last, minutes, halves
):
    credit = credited(first, last)

    assert (credit.outcome, credit.minutes, credit.halves) == (Outcome.BY_MINUTES, minutes, halves)


def test_by_minutes_never_earns_more_than_the_lesson_has():
    assert credited("08:46", "11:40", halves=4).halves == 4


@pytest.mark.parametrize(
    ("only", "outcome"),
    [("08:20", Outcome.MISSING_OUT), ("09:59", Outcome.MISSING_OUT), ("10:00", Outcome.MISSING_IN),
     ("11:40", Outcome.MISSING_IN)],
)  # fmt: skip
def test_one_punch_alone_earns_nothing_and_is_a_missing_punch(only, outcome):
    credit = credited(only)

    assert (credit.outcome, credit.halves, credit.last) == (outcome, 0, None)


def test_no_punch_at_all_is_absence():
    credit = credited()

    assert (credit.outcome, credit.halves) == (Outcome.ABSENT, 0)


@pytest.mark.parametrize(
    ("second", "is_duplicate"), [("08:21:59", True), ("08:22:00", True), ("08:22:01", False)]
)
def test_punches_within_two_minutes_count_once(second, is_duplicate):
    credit = credited("08:20:00", second)

    assert (credit.last is None) is is_duplicate
    assert credit.halves == 0


def test_two_punches_before_the_lesson_prove_no_presence():
    credit = credited("07:50", "08:10")

    assert (credit.outcome, credit.halves) == (Outcome.MISSING_OUT, 0)


def test_two_punches_after_the_lesson_prove_no_presence():
    credit = credited("11:35", "11:50")

    assert (credit.outcome, credit.halves) == (Outcome.MISSING_IN, 0)


@pytest.mark.parametrize(("now", "is_open"), [("12:29:59", True), ("12:30:00", True), ("12:30:01", False)])
def test_nothing_is_lost_until_the_out_window_closes(now, is_open):
    credit = credited("08:20", now=at(now))

    assert credit.is_open is is_open
    assert credit.possible_halves == (8 if is_open else 0)


def test_a_late_comer_can_still_earn_the_minutes_that_are_left():
    # At 10:00 nobody has come: 90 minutes of the lesson are left, two class hours.
    assert credited(now=at("10:00")).possible_halves == 4


def test_a_full_half_day_is_settled_before_its_window_closes():
    credit = credited("08:20", "11:20", now=at("11:21"))

    assert (credit.halves, credit.is_open) == (8, False)


def test_a_punch_in_the_middle_of_a_short_noon_break_belongs_to_the_afternoon():
    early = Lesson(MONDAY, HalfDay.MORNING, at("09:00"), at("12:00"), 8)
    late = Lesson(MONDAY, HalfDay.AFTERNOON, at("12:30"), at("15:30"), 8)
    first, second = lesson_windows([late, early], POLICY)

    assert first.out_closes < at("12:15") == second.in_opens


def test_a_cancelled_lesson_takes_no_part_of_the_noon_break():
    early = Lesson(MONDAY, HalfDay.MORNING, at("09:00"), at("12:00"), 8, is_cancelled=True)
    late = Lesson(MONDAY, HalfDay.AFTERNOON, at("12:30"), at("15:30"), 8)

    assert lesson_windows([early, late], POLICY)[1].in_opens == at("11:45")


def watched(*spans: tuple[str, str], now: datetime = LATER, halves: int = 8) -> HalfDayCredit:
    online = morning(halves, Mode.ONLINE)
    return credit_watching(online, [(at(start), at(end)) for start, end in spans], now, POLICY)


@pytest.mark.parametrize(
    ("spans", "minutes", "halves"),
    [
        ([("08:30", "11:30")], 180, 8),
        ([("08:00", "12:30")], 180, 8),
        ([("08:30", "09:30"), ("09:00", "10:00")], 90, 4),
        ([("09:00", "10:00"), ("09:10", "09:20")], 60, 2),
        ([("08:30", "09:14")], 44, 1),
        ([("08:30", "09:15")], 45, 2),
        ([("12:00", "13:00")], 0, 0),
        ([], 0, 0),
    ],
)
def test_watched_time_is_merged_and_capped_at_the_lesson(spans, minutes, halves):
    credit = watched(*spans)

    assert (credit.minutes, credit.halves) == (minutes, halves)


def test_an_online_half_day_stays_open_until_the_day_is_over():
    evening, next_day = at("23:59:59"), at("00:00:00", MONDAY + timedelta(days=1))

    assert watched(("08:30", "10:00"), now=evening).is_open
    assert watched(("08:30", "10:00"), now=evening).possible_halves == 8
    assert not watched(("08:30", "10:00"), now=next_day).is_open


@pytest.mark.parametrize(("seconds_ahead", "is_wrong"), [(599, False), (600, False), (601, True)])
def test_a_punch_more_than_ten_minutes_ahead_of_its_receipt_has_a_wrong_clock(seconds_ahead, is_wrong):
    received = at("12:00")

    assert clock_is_wrong(received + timedelta(seconds=seconds_ahead), received, POLICY) is is_wrong


@pytest.mark.parametrize(
    ("day", "is_wrong"), [(date(2000, 1, 1), True), (date(2022, 12, 31), True), (date(2023, 1, 1), False)]
)
def test_a_punch_from_before_the_notice_has_a_wrong_clock(day, is_wrong):
    assert clock_is_wrong(at("12:00", day), LATER, POLICY) is is_wrong


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 3, 2, 15, 59, 59, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 2, 16, 0, 0, tzinfo=UTC), date(2026, 3, 3)),
    ],
)
def test_a_training_day_ends_at_midnight_in_shanghai(utc, day):
    assert shanghai_day(utc) == day


def test_an_evening_lesson_is_left_before_midnight_and_a_punch_after_midnight_is_the_next_day():
    evening = Lesson(MONDAY, HalfDay.AFTERNOON, at("20:30"), at("23:30"), 8)
    (windows,) = lesson_windows([evening], POLICY)

    credit = credit_punches(windows, [at("20:25"), at("00:10", MONDAY + timedelta(days=1))], LATER, POLICY)

    # The window reaches 60 minutes past the end, over midnight: leaving late costs nothing.
    assert credit.outcome is Outcome.FULL


seconds_of_day = st.integers(6 * 3600, 20 * 3600)
moments = st.lists(seconds_of_day.map(lambda second: at("00:00") + timedelta(seconds=second)), max_size=8)
nows = seconds_of_day.map(lambda second: at("00:00") + timedelta(seconds=second)) | st.just(LATER)


def day_halves(made: list[datetime], now: datetime) -> int:
    both = lesson_windows([lesson(), lesson(HalfDay.AFTERNOON)], POLICY)
    return sum(credit_punches(windows, sorted(made), now, POLICY).halves for windows in both)


@given(moments, moments, nows)
@settings(deadline=None)
def test_more_punches_never_reduce_the_credit(made, more, now):
    assert day_halves(made + more, now) >= day_halves(made, now)


@given(moments, nows)
@settings(deadline=None)
def test_no_day_earns_more_than_eight_class_hours(made, now):
    assert 0 <= day_halves(made, now) <= 16


@given(moments, st.randoms(use_true_random=False), nows)
@settings(deadline=None)
def test_order_and_duplicates_of_punches_do_not_matter(made, chance, now):
    shuffled = made * 2
    chance.shuffle(shuffled)

    assert day_halves(shuffled, now) == day_halves(made, now)


@given(moments)
@settings(deadline=None)
def test_what_is_possible_while_a_half_day_is_open_is_never_less_than_what_it_earns(made):
    windows, now = morning(), at("10:30")
    so_far = sorted(each for each in made if each <= now)

    credit = credit_punches(windows, so_far, now, POLICY)

    settled = credit_punches(windows, so_far, LATER, POLICY)
    assert credit.possible_halves >= settled.halves
