"""R43: whom a number that is in no roster may mean, and when nobody need agree."""

from datetime import date, timedelta

import pytest

from tests.factories import MONDAY, at
from training.attendance.rules.numbers import Numbered, counts_at_once, differs_by_one, grounds_for, is_over
from training.notice.policy import Policy

SAME_NAME, NO_NUMBER = "机器里登记的姓名相同", "名册没有考勤号"


@pytest.mark.parametrize(
    ("one", "other"),
    [("12", "13"), ("12", "1"), ("12", "123"), ("12", "112"), ("12", "21"), ("1234", "1324"), ("7A", "7B")],
)
def test_one_slip_of_the_hand_lies_between(one, other):
    assert differs_by_one(one, other)
    assert differs_by_one(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("12", "12"), ("12", "34"), ("1", "123"), ("123", "321"), ("1234", "2143")],
)
def test_no_slip_or_two_are_none(one, other):
    assert not differs_by_one(one, other)


@pytest.mark.parametrize(
    ("person", "grounds"),
    [
        (Numbered("王芳", ""), (NO_NUMBER,)),
        (Numbered("王芳", "78"), ("与名册的考勤号 78 只差一位",)),
        (Numbered("王芳", "99"), ()),
        (Numbered("王芳", "", frozenset({"王芳"})), (SAME_NAME, NO_NUMBER)),
        (Numbered("王芳", "99", frozenset({"王芳"})), (SAME_NAME, "名册的考勤号是 99")),
        (Numbered("王芳", "", frozenset({"张伟"})), ()),
        (Numbered("王芳", "78", frozenset({"张伟"})), ()),
    ],
)
def test_what_speaks_for_somebody_and_the_name_on_the_machine_that_speaks_against_all_others(person, grounds):
    assert grounds_for("77", person) == grounds


@pytest.mark.parametrize(("days", "at_once"), [(-1, True), (0, True), (1, False)])
def test_nobody_need_agree_until_the_oldest_punch_would_come_late(days, at_once):
    policy = Policy()
    now = at(MONDAY + timedelta(days=policy.late_punch_days + days), "23:59")

    assert counts_at_once(date.max, [now, at(MONDAY, "08:20")], policy, now) is at_once


@pytest.mark.parametrize(("days", "over"), [(-1, False), (0, False), (1, True)])
def test_after_the_last_day_somebody_has_to_agree_whatever_came(days, over):
    now = at(MONDAY + timedelta(days=days), "00:00")

    assert is_over(MONDAY, now) is over
    assert counts_at_once(MONDAY, [], Policy(), now) is not over
