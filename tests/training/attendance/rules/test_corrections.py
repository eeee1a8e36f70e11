"""R45, 补卡: a missed punch that somebody answers for counts at the lesson's start or end."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance.rules.attendance import (
    HalfDayCredit,
    MadeGood,
    Outcome,
    credit_punches,
    with_corrections,
)
from training.attendance.rules.corrections import (
    LONGEST_REASON,
    CorrectionState,
    NoReason,
    NotCorrectable,
    check_request,
    check_time,
    may_be_asked,
    read_reason,
    state_of,
)
from training.attendance.rules.explanations import PunchState, due_punches, explain
from training.attendance.rules.progress import Course, Presence, Progress, measure
from training.attendance.terms import PunchKind
from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.terms import HalfDay
from training.notice.windows import Lesson, Windows, lesson_windows

MONDAY = date(2026, 3, 2)
POLICY = Policy()
LATER = datetime(2026, 3, 20, tzinfo=SHANGHAI)
CAME, WENT = MadeGood(PunchKind.IN, "李老师 培训机构"), MadeGood(PunchKind.OUT, "王强 旗县区")
WAITING, APPROVED, REFUSED, WITHDRAWN = CorrectionState


def at(clock: str, day: date = MONDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), SHANGHAI)


def lesson(half_day: HalfDay = HalfDay.MORNING, **fields: object) -> Lesson:
    starts, ends = ("08:30", "11:30") if half_day is HalfDay.MORNING else ("14:00", "17:00")
    return Lesson(MONDAY, half_day, at(starts), at(ends), 8, **fields)


def progress(
    *clocks: str, approved: tuple[MadeGood, ...] = (), now: datetime = LATER, **fields: object
) -> Progress:
    """Of a class with the one Monday morning."""
    last_day = fields.pop("last_day", None)
    course = Course(lesson_windows([lesson(**fields)], POLICY), 8, MONDAY, POLICY)
    punches = [at(clock) for clock in clocks]
    table = {(MONDAY, HalfDay.MORNING): approved} if approved else {}
    return measure(course, Presence(punches, (), last_day, table), now)


def credit(*clocks: str, **more: object) -> HalfDayCredit:
    return progress(*clocks, **more).half_days[0]


@pytest.mark.parametrize(
    ("clocks", "approved", "outcome", "halves"),
    [
        (("08:20",), (WENT,), Outcome.FULL, 8),
        (("11:40",), (CAME,), Outcome.FULL, 8),
        ((), (CAME, WENT), Outcome.FULL, 8),
        ((), (CAME,), Outcome.MISSING_OUT, 0),
        ((), (WENT,), Outcome.MISSING_IN, 0),
        # 90 minutes late: from 10:00 to the end of the lesson are two class hours.
        (("10:00",), (WENT,), Outcome.BY_MINUTES, 4),
        # Left at 10:00 by a punch, came by the correction.
        (("10:00",), (CAME,), Outcome.BY_MINUTES, 4),
    ],
)
def test_an_approved_punch_counts_at_the_start_or_the_end_of_the_lesson(clocks, approved, outcome, halves):
    found = credit(*clocks, approved=approved)

    assert (found.outcome, found.halves) == (outcome, halves)


def test_the_hours_of_a_correction_are_in_the_sum():
    assert progress("08:20").credited_halves == 0
    assert progress("08:20", approved=(WENT,)).credited_halves == 8


def test_a_correction_while_the_lesson_runs_keeps_the_half_day_open():
    found = credit(approved=(CAME,), now=at("09:30"))

    assert (found.is_open, found.halves, found.possible_halves) == (True, 0, 8)
    assert explain(found, at("09:30")) == "已打卡 08:30，11:15–12:30 签退；签到为补卡（李老师 培训机构批准）"


def test_the_explanation_names_who_approved():
    assert explain(credit("08:20", approved=(WENT,)), LATER) == (
        "08:20 签到、11:30 签退，都在规定时段，记 4 课时；签退为补卡（王强 旗县区批准）"
    )
    assert explain(credit(approved=(CAME, WENT)), LATER) == (
        "08:30 签到、11:30 签退，都在规定时段，记 4 课时"
        "；签到为补卡（李老师 培训机构批准）；签退为补卡（王强 旗县区批准）"
    )


def test_a_punch_that_came_after_all_takes_the_place_of_the_correction():
    found = credit("08:20", "11:40", approved=(CAME, WENT))

    assert found.made_good == ()
    assert "补卡" not in explain(found, LATER)


def test_an_approved_punch_is_shown_as_made_good():
    came, went = due_punches(credit("08:20", approved=(WENT,)), LATER)

    assert (came.state, came.is_made_good) == (PunchState.DONE, False)
    assert (went.state, went.is_made_good, went.made_at) == (PunchState.DONE, True, at("11:30"))


@pytest.mark.parametrize(
    "fields", [{"last_day": MONDAY - timedelta(days=1)}, {"is_cancelled": True}], ids=["left", "cancelled"]
)
def test_after_a_withdrawal_or_for_a_cancelled_lesson_a_correction_counts_nothing(fields):
    found = credit(approved=(CAME, WENT), **fields)

    assert (found.halves, found.made_good) == (0, ())


def test_a_correction_of_one_half_day_says_nothing_of_the_other():
    course = Course(lesson_windows([lesson(), lesson(HalfDay.AFTERNOON)], POLICY), 16, MONDAY, POLICY)
    presence = Presence(made_good={(MONDAY, HalfDay.MORNING): (CAME, WENT)})

    assert [each.halves for each in measure(course, presence, LATER).half_days] == [8, 0]


minutes = st.integers(6 * 60, 20 * 60).map(lambda minute: at("00:00") + timedelta(minutes=minute))
corrections = st.lists(st.sampled_from([CAME, WENT]), unique=True, min_size=1)
policies = st.builds(
    Policy,
    in_opens_before_minutes=st.integers(0, 90),
    in_closes_after_minutes=st.integers(0, 90),
    out_opens_before_minutes=st.integers(0, 90),
    out_closes_after_minutes=st.integers(0, 90),
    duplicate_punch_minutes=st.integers(0, 10),
)


def windows_of(policy: Policy) -> tuple[Windows, ...]:
    return lesson_windows([lesson(), lesson(HalfDay.AFTERNOON)], policy)


@given(policies, st.lists(minutes, max_size=6).map(sorted), corrections, minutes)
def test_an_approved_correction_never_lowers_the_credit(policy, punches, approved, now):
    for windows in windows_of(policy):
        for moment in (now, LATER):
            before = credit_punches(windows, punches, moment, policy)
            together = with_corrections(windows, punches, approved)
            after = credit_punches(windows, together, moment, policy)
            assert after.halves >= before.halves


@given(policies, st.lists(minutes, max_size=6).map(sorted), corrections)
def test_a_correction_stays_within_its_half_day(policy, punches, approved):
    for windows in windows_of(policy):
        for moment in with_corrections(windows, punches, approved):
            assert windows.in_opens <= moment <= windows.out_closes


def test_how_a_request_stands():
    assert (state_of(None), state_of(True), state_of(False)) == (WAITING, APPROVED, REFUSED)


@pytest.mark.parametrize(
    ("clocks", "now", "earlier", "may"),
    [
        # The in window closes at 08:45, the out window at 12:30; both edges are inside.
        ((), "08:45:00", (), False),
        ((), "08:45:01", (), True),
        (("08:20",), "12:00", (), False),
        ((), "12:31", (WAITING,), False),
        ((), "12:31", (APPROVED,), False),
        ((), "12:31", (REFUSED,), True),
        ((), "12:31", (REFUSED, REFUSED), True),
        ((), "12:31", (REFUSED, REFUSED, REFUSED), False),
        ((), "12:31", (REFUSED, WAITING), False),
    ],
)
def test_only_a_missed_punch_may_be_asked_for_and_not_for_ever(clocks, now, earlier, may):
    came = due_punches(credit(*clocks, now=at(now)), at(now))[0]

    assert may_be_asked(came, earlier, POLICY) is may
    if may:
        check_request(came, earlier, POLICY)
    else:
        with pytest.raises(NotCorrectable, match=r"。$"):
            check_request(came, earlier, POLICY)


def test_where_no_punch_is_asked_for_nothing_can_be_made_good():
    with pytest.raises(NotCorrectable, match="不用打卡"):
        check_request(None, (), POLICY)


@pytest.mark.parametrize(("after", "refused"), [("11:29:59", False), ("11:30:00", False), ("11:30:01", True)])
def test_a_correction_may_be_asked_for_seven_days(after, refused):
    now = at(after, MONDAY + timedelta(days=7))

    if refused:
        with pytest.raises(NotCorrectable, match="超过 7 天"):
            check_time(credit(now=now), now, POLICY)
    else:
        check_time(credit(now=now), now, POLICY)


def test_the_days_are_a_number_of_the_policy():
    now = at("12:00", MONDAY + timedelta(days=1))

    with pytest.raises(NotCorrectable, match="超过 1 天"):
        check_time(credit(now=now), now, replace(POLICY, correction_days=1))


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "原" * (LONGEST_REASON + 1)])
def test_a_reason_must_say_something_and_not_a_novel(text):
    with pytest.raises(NoReason, match=r"。$"):
        read_reason(text)


def test_a_reason_is_kept_on_one_line():
    assert read_reason(" 在教室，\n机器没认出我  ") == "在教室， 机器没认出我"
    assert read_reason("原" * LONGEST_REASON) == "原" * LONGEST_REASON
