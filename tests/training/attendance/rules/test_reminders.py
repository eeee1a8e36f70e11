"""A missing punch is told while it can still be mended: to the right person, once, and never at night."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance.rules.attendance import MadeGood
from training.attendance.rules.chances import Chance, chances_of_day, is_quiet, next_allowed, on_holiday
from training.attendance.rules.reminders import (
    DueReminder,
    Silence,
    Standing,
    decide,
    short_class_name,
    silence_of_class,
    silent_half_days,
)
from training.attendance.terms import DayPart, Occasion, PunchKind
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode
from training.notice.windows import Lesson, lesson_windows
from training.notice.working_days import PUBLISHED

MONDAY = date(2026, 3, 2)
POLICY = Policy()
NIGHTLESS = replace(POLICY, quiet_from_hour=0, quiet_until_hour=0)
MORNING, AFTERNOON = frozenset({HalfDay.MORNING}), frozenset({HalfDay.AFTERNOON})
CLOCKS = {HalfDay.MORNING: ("08:30", "11:30"), HalfDay.AFTERNOON: ("14:00", "17:00")}


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def lesson(half_day: HalfDay = HalfDay.MORNING, day: date = MONDAY, **fields: object) -> Lesson:
    starts, ends = CLOCKS[half_day]
    return Lesson(day, half_day, at(starts, day), at(ends, day), 8, **fields)


def chance(
    occasion: Occasion, *lessons: Lesson, half_day: HalfDay = HalfDay.MORNING, policy: Policy = POLICY
) -> Chance:
    """That occasion of a day with a morning and an afternoon, unless `lessons` say another day."""
    day = lessons or (lesson(), lesson(HalfDay.AFTERNOON))
    part = DayPart.WHOLE_DAY if occasion is Occasion.DAY_LOST else DayPart(half_day.value)
    chances = chances_of_day(lesson_windows(day, policy), policy)
    if PUBLISHED.is_holiday(day[0].held_on):
        chances = on_holiday(chances)
    return next(each for each in chances if (each.occasion, each.part) == (occasion, part))


MISSING_IN, MISSING_OUT = chance(Occasion.MISSING_IN), chance(Occasion.MISSING_OUT)
DAY_LOST = chance(Occasion.DAY_LOST)


def verdict(of: Chance, clock: str, *punches: str, **known: object) -> Silence | tuple[HalfDay, ...]:
    """What is decided at that time about somebody with these punches: why not, or what is told."""
    standing = Standing([at(punch) for punch in punches], **known)
    decided = decide(of, standing, frozenset(), at(clock))
    return decided.half_days if isinstance(decided, DueReminder) else decided


TOLD_MORNING = (HalfDay.MORNING,)


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        # starts 08:30, five minutes of grace, the in punch counts until 08:45
        ("08:34:59", Silence.NOT_YET),
        ("08:35:00", TOLD_MORNING),
        ("08:35:01", TOLD_MORNING),
        ("08:44:59", TOLD_MORNING),
        ("08:45:00", Silence.TOO_LATE),
        ("08:45:01", Silence.TOO_LATE),
    ],
)
def test_a_missing_in_punch_is_told_from_the_grace_until_the_in_window_closes(clock, told):
    assert verdict(MISSING_IN, clock) == told


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        # ends 11:30, the out punch counts until 12:30, told 20 minutes before that
        ("12:09:59", Silence.NOT_YET),
        ("12:10:00", TOLD_MORNING),
        ("12:10:01", TOLD_MORNING),
        ("12:29:59", TOLD_MORNING),
        ("12:30:00", Silence.TOO_LATE),
    ],
)
def test_a_missing_out_punch_is_told_near_the_end_of_the_out_window(clock, told):
    assert verdict(MISSING_OUT, clock, "08:20") == told


@pytest.mark.parametrize(
    ("clock", "told"),
    [
        # the summary is told at 19:00, until the quiet hours at 21:00
        ("18:59:59", Silence.NOT_YET),
        ("19:00:00", TOLD_MORNING),
        ("20:59:59", TOLD_MORNING),
        ("21:00:00", Silence.QUIET),
    ],
)
def test_a_lost_day_is_summed_up_in_the_evening(clock, told):
    assert verdict(DAY_LOST, clock, "08:20", "13:50", "17:10") == told


def test_the_summary_waits_until_the_last_out_window_has_closed():
    late = lesson(HalfDay.AFTERNOON)
    late = replace(late, starts=at("15:30"), ends=at("18:30"))
    summary = chance(Occasion.DAY_LOST, lesson(), late)

    assert summary.due_at == at("19:30") + timedelta(microseconds=1)
    assert verdict(summary, "19:30", "08:20", "11:40") is Silence.NOT_YET
    assert verdict(summary, "19:31", "08:20", "11:40") == (HalfDay.AFTERNOON,)


@pytest.mark.parametrize(
    ("punches", "told"),
    [
        # in opens at 07:45
        (("07:44:59",), TOLD_MORNING),
        (("07:45:00",), Silence.PUNCHED),
        (("08:31",), Silence.PUNCHED),
    ],
)
def test_only_a_punch_within_the_in_window_spares_the_reminder(punches, told):
    assert verdict(MISSING_IN, "08:40", *punches) == told


@pytest.mark.parametrize(
    ("punches", "told"),
    [
        # out opens at 11:15
        (("08:20", "11:14:59"), TOLD_MORNING),
        (("08:20", "11:15:00"), Silence.PUNCHED),
        (("08:20", "12:05"), Silence.PUNCHED),
        (("09:40",), TOLD_MORNING),
        ((), Silence.NO_IN_PUNCH),
        (("11:40",), Silence.PUNCHED),
    ],
)
def test_an_out_punch_is_asked_for_only_where_it_still_earns_something(punches, told):
    assert verdict(MISSING_OUT, "12:15", *punches) == told


@pytest.mark.parametrize(
    ("punches", "told"),
    [
        (("08:20", "11:40", "13:50", "17:10"), Silence.NOTHING_LOST),
        ((), (HalfDay.MORNING, HalfDay.AFTERNOON)),
        (("08:20", "13:50", "17:10"), TOLD_MORNING),
        (("08:20", "11:40", "17:10"), (HalfDay.AFTERNOON,)),
        # Late costs something, but no punch is missing that could be made good.
        (("09:40", "11:40", "13:50", "17:10"), Silence.NOTHING_LOST),
    ],
)
def test_the_summary_names_only_the_half_days_lost_by_a_missing_punch(punches, told):
    assert verdict(DAY_LOST, "19:05", *punches) == told


@pytest.mark.parametrize(
    ("of", "clock", "why"),
    [
        (chance(Occasion.MISSING_IN, lesson(is_cancelled=True)), "08:40", Silence.CANCELLED),
        (chance(Occasion.MISSING_IN, lesson(mode=Mode.ONLINE)), "08:40", Silence.ONLINE),
        (chance(Occasion.MISSING_OUT, lesson(mode=Mode.ONLINE)), "12:15", Silence.ONLINE),
    ],
)
def test_nobody_is_reminded_of_a_lesson_that_asks_for_no_punch(of, clock, why):
    assert silence_of_class(of, at(clock)) is why


def test_a_day_without_a_lesson_in_the_room_has_no_summary():
    online = chances_of_day(lesson_windows([lesson(mode=Mode.ONLINE)], POLICY), POLICY)

    assert [each.occasion for each in online] == [Occasion.MISSING_IN, Occasion.MISSING_OUT]


def test_the_summary_leaves_out_cancelled_and_online_half_days():
    summary = chance(Occasion.DAY_LOST, lesson(is_cancelled=True), lesson(HalfDay.AFTERNOON))

    assert verdict(summary, "19:05") == (HalfDay.AFTERNOON,)


@pytest.mark.parametrize("day", [date(2026, 5, 1), date(2026, 10, 1), date(2026, 2, 17), date(2027, 1, 1)])
def test_nobody_is_reminded_on_a_statutory_holiday_unless_the_district_says_so(day):
    quiet = chance(Occasion.MISSING_IN, lesson(day=day))
    told = chance(Occasion.MISSING_IN, lesson(day=day), policy=replace(POLICY, silent_on_holidays=False))

    assert silence_of_class(quiet, at("08:40", day)) is Silence.HOLIDAY
    assert silence_of_class(told, at("08:40", day)) is None


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"last_day": MONDAY - timedelta(days=1)}, Silence.LEFT),
        ({"joined_on": MONDAY + timedelta(days=1)}, Silence.NOT_JOINED),
        ({"last_day": MONDAY}, TOLD_MORNING),
        ({"joined_on": MONDAY}, TOLD_MORNING),
        ({"has_number": False}, Silence.NO_NUMBER),
        ({"leave": frozenset({DayPart.MORNING})}, Silence.ON_LEAVE),
        ({"leave": frozenset({DayPart.WHOLE_DAY})}, Silence.ON_LEAVE),
        ({"leave": frozenset({DayPart.AFTERNOON})}, TOLD_MORNING),
        ({"phone_is_verified": False}, Silence.UNVERIFIED),
        ({"has_opted_out": True}, Silence.OPTED_OUT),
        ({"is_restricted": True}, Silence.RESTRICTED),
        ({"was_reminded": True}, Silence.REMINDED),
    ],
)
def test_who_is_not_to_be_reached_is_left_alone_and_the_operator_reads_why(known, why):
    assert verdict(MISSING_IN, "08:40", **known) == why


def test_leave_for_half_the_day_takes_that_half_out_of_the_summary():
    assert verdict(DAY_LOST, "19:05", leave=frozenset({DayPart.MORNING})) == (HalfDay.AFTERNOON,)


def test_an_approved_correction_counts_as_the_punch():
    came, went = MadeGood(PunchKind.IN, "李老师"), MadeGood(PunchKind.OUT, "李老师")

    assert verdict(MISSING_IN, "08:40", made_good={HalfDay.MORNING: [came]}) is Silence.PUNCHED
    assert verdict(MISSING_OUT, "12:15", made_good={HalfDay.MORNING: [came]}) == TOLD_MORNING
    assert verdict(DAY_LOST, "19:05", made_good={HalfDay.MORNING: [came, went]}) == (HalfDay.AFTERNOON,)


def silent(of: Chance, *people: tuple[str, ...]) -> frozenset[HalfDay]:
    return silent_half_days(of, [[at(punch) for punch in punches] for punches in people])


def test_where_nobody_of_the_class_was_seen_the_machine_is_asked_and_not_the_trainees():
    everybody = silent(MISSING_IN, (), ())
    decided = decide(MISSING_IN, Standing(), everybody, at("08:40"))

    assert everybody == MORNING
    assert decided is Silence.MACHINE_SILENT


def test_one_person_seen_in_the_window_speaks_for_the_machine():
    assert silent(MISSING_IN, (), ("08:20",)) == frozenset()
    assert silent(MISSING_IN, (), ("07:44:59",)) == MORNING
    # Everybody came, and then the machine went off: nobody is seen leaving.
    assert silent(MISSING_OUT, ("08:20",), ("08:21",)) == MORNING
    assert silent(MISSING_OUT, ("08:20",), ("08:21", "11:31")) == frozenset()


def test_the_summary_keeps_silent_about_the_half_day_of_a_silent_machine():
    nobody_came_back = silent(DAY_LOST, ("08:20", "11:40"), ("08:25",))
    decided = decide(DAY_LOST, Standing([at("08:25")]), nobody_came_back, at("19:05"))

    assert nobody_came_back == AFTERNOON
    assert isinstance(decided, DueReminder)
    assert decided.half_days == TOLD_MORNING


def test_a_window_too_short_to_be_mended_is_not_told():
    policy = replace(POLICY, in_closes_after_minutes=5)

    assert silence_of_class(chance(Occasion.MISSING_IN, policy=policy), at("08:35")) is Silence.NO_TIME


def test_an_out_punch_is_never_asked_for_before_the_lesson_ends():
    early = replace(lesson(), ends=at("12:00"))
    late = replace(lesson(HalfDay.AFTERNOON), starts=at("12:20"))
    noon = chance(Occasion.MISSING_OUT, early, late)

    # The break is parted at 12:10, twenty minutes before which the lesson still runs.
    assert noon.due_at == at("12:00")
    assert verdict(noon, "12:09", "08:20") == TOLD_MORNING
    assert verdict(noon, "12:10", "08:20") is Silence.TOO_LATE


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [
        *(("20:59:59", False), ("21:00:00", True), ("23:59:59", True), ("00:00:00", True)),
        *(("06:59:59", True), ("07:00:00", False)),
    ],
)
def test_the_quiet_hours_are_from_nine_in_the_evening_until_seven(clock, quiet):
    assert is_quiet(at(clock), POLICY) is quiet
    assert is_quiet(at(clock).astimezone(UTC), POLICY) is quiet
    assert is_quiet(at(clock), NIGHTLESS) is False


@pytest.mark.parametrize(
    ("clock", "allowed"),
    [
        ("20:59:59", at("20:59:59")),
        ("21:00", at("07:00", MONDAY + timedelta(days=1))),
        ("00:00", at("07:00")),
        ("06:59:59", at("07:00")),
        ("07:00", at("07:00")),
    ],
)
def test_what_is_not_urgent_waits_for_the_morning(clock, allowed):
    assert next_allowed(at(clock), POLICY) == allowed


def test_a_message_that_waits_expires_where_the_quiet_hours_begin():
    late = replace(lesson(HalfDay.AFTERNOON), starts=at("17:00"), ends=at("20:20"))
    evening = chance(Occasion.MISSING_OUT, late, half_day=HalfDay.AFTERNOON)

    assert (evening.due_at, evening.until, evening.expires_at) == (at("21:00"), at("21:20"), at("21:20"))
    assert verdict(evening, "21:05", "17:00") is Silence.QUIET
    earlier = chance(Occasion.MISSING_OUT, replace(late, ends=at("20:10")), half_day=HalfDay.AFTERNOON)
    assert (earlier.due_at, earlier.expires_at) == (at("20:50"), at("21:00"))


def test_without_quiet_hours_the_summary_ends_at_midnight():
    summary = chance(Occasion.DAY_LOST, policy=NIGHTLESS)

    assert summary.expires_at == at("00:00", MONDAY + timedelta(days=1))
    assert verdict(summary, "23:59:59") == (HalfDay.MORNING, HalfDay.AFTERNOON)
    midnight = at("00:00", MONDAY + timedelta(days=1))
    assert decide(summary, Standing(), frozenset(), midnight) is Silence.TOO_LATE


def test_the_hour_of_the_zone_decides_and_not_the_hour_of_utc():
    assert isinstance(decide(MISSING_IN, Standing(), frozenset(), at("08:40").astimezone(UTC)), DueReminder)


moments = st.integers(0, 24 * 60 - 1).map(lambda minute: at("00:00") + timedelta(minutes=minute))
policies = st.builds(
    Policy,
    missing_in_after_minutes=st.integers(0, 120),
    missing_out_before_minutes=st.integers(0, 120),
    in_closes_after_minutes=st.integers(0, 120),
    out_closes_after_minutes=st.integers(0, 180),
    quiet_from_hour=st.integers(0, 24),
    quiet_until_hour=st.integers(0, 24),
    day_summary_hour=st.integers(0, 24),
)
standings = st.builds(Standing, punches=st.lists(moments, max_size=6).map(sorted))


@given(policies, standings, moments)
def test_whatever_the_numbers_a_reminder_is_timely_and_never_at_night(policy, standing, now):
    windows = lesson_windows([lesson(), lesson(HalfDay.AFTERNOON)], policy)

    for each in chances_of_day(windows, policy):
        decided = decide(each, standing, frozenset(), now)
        if isinstance(decided, DueReminder):
            assert each.due_at <= now < each.expires_at <= each.until
            assert not is_quiet(now, policy)


@given(policies, standings, moments)
def test_a_punch_more_never_brings_a_reminder_of_the_in_punch(policy, standing, now):
    windows = lesson_windows([lesson(), lesson(HalfDay.AFTERNOON)], policy)
    more = replace(standing, punches=sorted([*standing.punches, now]))

    for each in chances_of_day(windows, policy):
        if each.occasion is Occasion.MISSING_IN:
            with_it, without = (decide(each, known, frozenset(), now) for known in (more, standing))
            assert not (isinstance(with_it, DueReminder) and not isinstance(without, DueReminder))


@given(moments, policies)
def test_the_end_of_the_quiet_hours_is_allowed_and_near(moment, policy):
    if all(is_quiet(at(f"{hour:02}:00"), policy) for hour in range(24)):
        return
    allowed = next_allowed(moment, policy)

    assert moment <= allowed <= moment + timedelta(days=1)
    assert not is_quiet(allowed, policy)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("电工（五级）3班", "电工3班"),
        ("电工(五级)3班", "电工3班"),
        ("育婴员", "育婴员"),
        ("（五级）", "（五级）"),
        ("新能源汽车维修工高级班", "新能源汽车维修工高…"),
        ("新能源汽车维修工高级", "新能源汽车维修工高级"),
    ],
)
def test_a_message_names_the_class_in_at_most_ten_characters(name, short):
    assert short_class_name(name) == short
    assert len(short) <= 10
