"""R45: every half day has its reason in one Chinese line, and says which punch is owed."""

from datetime import date, datetime, time

import pytest

from training.attendance.rules.attendance import Outcome, credit_nothing, credit_punches, credit_watching
from training.attendance.rules.explanations import PunchState, due_punches, explain
from training.notice.class_hours import hours
from training.notice.clock import SHANGHAI, clock
from training.notice.policy import Policy
from training.notice.terms import HalfDay, Mode
from training.notice.windows import Lesson, lesson_windows

MONDAY = date(2026, 3, 2)
POLICY = Policy()


def at(clock: str) -> datetime:
    return datetime.combine(MONDAY, time.fromisoformat(clock), SHANGHAI)


LATER = at("23:00")


def morning(mode: Mode = Mode.OFFLINE):
    return lesson_windows([Lesson(MONDAY, HalfDay.MORNING, at("08:30"), at("11:30"), 8, mode)], POLICY)[0]


def credited(*clocks: str, now: datetime = LATER):
    return credit_punches(morning(), [at(each) for each in clocks], now, POLICY)


@pytest.mark.parametrize(("halves", "words"), [(0, "0"), (1, "0.5"), (7, "3.5"), (8, "4"), (240, "120")])
def test_halves_are_written_as_class_hours(halves, words):
    assert hours(halves) == words


def test_clocks_are_those_of_shanghai():
    assert clock(datetime.fromisoformat("2026-03-02T00:20:00+00:00")) == "08:20"


@pytest.mark.parametrize(
    ("clocks", "words"),
    [
        (("08:20", "11:40"), "08:20 签到、11:40 签退，都在规定时段，记 4 课时"),
        (("09:00", "11:40"), "09:00 签到（晚于 08:45）、11:40 签退，在课 150 分钟，折合 3 课时"),
        (("08:20", "10:00"), "08:20 签到、10:00 签退（早于 11:15），在课 90 分钟，折合 2 课时"),
        (("08:20",), "只有 08:20 打卡，缺签退，记 0 课时，请联系培训机构"),
        (("11:40",), "只有 11:40 打卡，缺签到，记 0 课时，请联系培训机构"),
        ((), "没有打卡，记 0 课时"),
    ],
)
def test_a_settled_half_day_says_what_was_punched_and_what_it_earned(clocks, words):
    assert explain(credited(*clocks), LATER) == words


@pytest.mark.parametrize(
    ("now", "clocks", "words"),
    [
        ("07:30", (), "尚未上课，07:45–08:45 签到"),
        ("08:00", (), "请在 08:45 前签到"),
        ("09:00", (), "还没有签到，现在到课仍可按在课时间折算"),
        ("09:00", ("08:20",), "已打卡 08:20，11:15–12:30 签退"),
    ],
)
def test_an_open_half_day_says_what_to_do_next(now, clocks, words):
    assert explain(credited(*clocks, now=at(now)), at(now)) == words


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(Outcome.CANCELLED, "停课，不计课时，另行补课"), (Outcome.LEFT_CLASS, "已退班，不计课时")],
)
def test_a_half_day_that_cannot_earn_says_why(outcome, words):
    assert explain(credit_nothing(morning(), outcome), LATER) == words


@pytest.mark.parametrize(
    ("spans", "now", "words"),
    [
        ((), "08:00", "线上课，尚未开始"),
        ((), "12:00", "线上课，直播观看记录导入后计课时"),
        ((("08:30", "10:00"),), "next day", "线上课，观看 90 分钟，折合 2 课时"),
        ((), "next day", "线上课，没有观看记录，记 0 课时"),
    ],
)
def test_an_online_half_day_speaks_of_watching(spans, now, words):
    moment = datetime(2026, 3, 3, 8, tzinfo=SHANGHAI) if now == "next day" else at(now)
    watched = [(at(start), at(end)) for start, end in spans]

    assert explain(credit_watching(morning(Mode.ONLINE), watched, moment, POLICY), moment) == words


@pytest.mark.parametrize(
    ("now", "clocks", "states"),
    [
        ("07:44", (), (PunchState.NOT_YET, PunchState.NOT_YET)),
        ("07:45", (), (PunchState.NOW, PunchState.NOT_YET)),
        ("08:45", (), (PunchState.NOW, PunchState.NOT_YET)),
        ("08:46", (), (PunchState.MISSED, PunchState.NOT_YET)),
        ("11:15", ("08:20",), (PunchState.DONE, PunchState.NOW)),
        ("12:30", ("08:20",), (PunchState.DONE, PunchState.NOW)),
        ("12:31", ("08:20",), (PunchState.DONE, PunchState.MISSED)),
        ("12:31", ("11:40",), (PunchState.MISSED, PunchState.DONE)),
        ("12:31", ("08:20", "11:40"), (PunchState.DONE, PunchState.DONE)),
        # A second punch long before the end is not the way out yet.
        ("10:00", ("08:20", "09:30"), (PunchState.DONE, PunchState.NOT_YET)),
    ],
)
def test_each_of_the_two_punches_has_a_state(now, clocks, states):
    due = due_punches(credited(*clocks, now=at(now)), at(now))

    assert tuple(each.state for each in due) == states
    assert [each.label for each in due] == ["上午签到", "上午签退"]


def test_no_punch_is_asked_for_online_or_when_cancelled():
    online = credit_watching(morning(Mode.ONLINE), [], LATER, POLICY)

    assert due_punches(online, LATER) == ()
    assert due_punches(credit_nothing(morning(), Outcome.CANCELLED), LATER) == ()


def test_what_was_taught_before_somebody_joined_says_so_and_asks_for_no_punch():
    credit = credit_nothing(morning(), Outcome.NOT_YET_IN_CLASS)

    assert explain(credit, LATER) == "当时还没有入班，不计课时"
    assert due_punches(credit, LATER) == ()
