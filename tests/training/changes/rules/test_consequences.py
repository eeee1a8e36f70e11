"""What follows from a change is computed by the rules and shown before anybody decides (R07, R40, R46)."""

from dataclasses import replace
from datetime import date

import pytest

from training.changes.rules.consequences import Reckoned, consequences, seen_of
from training.changes.terms import AmendedField
from training.feedback.rules.feedback_due import feedback_due
from training.notice.policy import Policy
from training.notice.working_days import PUBLISHED

DUE = feedback_due(date(2026, 9, 25), Policy(), PUBLISHED)
NOW = Reckoned(1, 192, DUE, "上午签到 07:45–08:45", 3, 1, 400)


def found(field: AmendedField, then: Reckoned):
    return {each.what: each for each in consequences(field, NOW, then)}


def test_more_than_120_hours_add_a_check_of_each_level_and_the_notice_says_so():
    checks = found(AmendedField.HOURS, replace(NOW, checks=2))["须查班"]

    assert (checks.before, checks.after) == ("市 1 次，区 1 次", "市 2 次，区 2 次")
    assert checks.weighs
    assert "120课时以上各检查两次" in checks.clause


def test_fewer_checks_weigh_nothing_and_none_is_said_in_words():
    checks = found(AmendedField.KEY_GROUP, replace(NOW, checks=0))["须查班"]

    assert checks.after == "不作要求"
    assert not checks.weighs


@pytest.mark.parametrize(
    ("ends_on", "due_on"),
    [(date(2026, 9, 24), "2026-10-09 24:00"), (date(2026, 9, 30), "2026-10-13 24:00")],
)
def test_an_end_across_the_national_day_moves_the_feedback(ends_on, due_on):
    """In 2026 the 25th to 27th of September and the first seven of October are free, the 10th is worked."""
    due = feedback_due(ends_on, Policy(), PUBLISHED)

    assert found(AmendedField.ENDS_ON, replace(NOW, feedback=due))["反馈截止"].after == due_on


def test_other_times_show_the_windows_and_what_becomes_of_hours_already_earned():
    shown = found(AmendedField.TIMES, replace(NOW, windows="上午签到 08:15–09:15", credited_halves=399))

    assert shown["打卡有效时间"].moves
    credited = shown["全班已计课时（已上的课重新计算）"]
    assert (credited.before, credited.after, credited.weighs) == ("200", "199.5", True)


def test_who_can_no_longer_qualify_weighs_only_where_more_of_them_are():
    assert found(AmendedField.HOURS, replace(NOW, beyond_reach=2))["已不能达标的学员"].weighs
    assert not found(AmendedField.HOURS, NOW)["已不能达标的学员"].weighs


@pytest.mark.parametrize("field", AmendedField)
def test_the_city_is_told_of_what_decides_its_checks_and_of_nothing_else(field):
    is_told = "告知" in found(field, NOW)

    assert is_told is (field in (AmendedField.HOURS, AmendedField.KEY_GROUP))


def test_what_was_seen_has_another_mark_when_anything_moves():
    before = consequences(AmendedField.HOURS, NOW, NOW)
    after = consequences(AmendedField.HOURS, NOW, replace(NOW, qualified=4))

    assert seen_of(before) == seen_of(before) != seen_of(after)
