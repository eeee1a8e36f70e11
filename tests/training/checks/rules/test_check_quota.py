"""R40, R41: how many checks a level owes a class."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from training.checks.rules.check_quota import (
    CheckableClass,
    counted_checks,
    kinds_by_people,
    kinds_with_checks,
    quota_of,
    required_checks,
)
from training.notice.policy import Policy
from training.notice.terms import ClassKind

POLICY = Policy()
NO_CHECKS = Policy(checks_of_short_class=0, checks_of_long_class=0)
MONDAY = date(2026, 3, 2)


def a_class(
    hours: float = 120, *, kind=ClassKind.ORDINARY, is_key_group=True, ends_on=MONDAY
) -> CheckableClass:
    return CheckableClass(kind, is_key_group, int(2 * hours), ends_on)


@pytest.mark.parametrize(
    ("hours", "required"), [(40, 1), (119.5, 1), (120, 1), (120.5, 2), (121, 2), (300, 2)]
)
def test_up_to_120_class_hours_once_and_above_twice(hours, required):
    assert required_checks(a_class(hours), POLICY) == required


def test_the_notice_asks_for_checks_of_key_groups_only_and_a_district_may_ask_for_more():
    other = a_class(is_key_group=False)

    assert required_checks(other, POLICY) == 0
    assert required_checks(other, Policy(checks_of_other_class=1)) == 1


@pytest.mark.parametrize(
    ("policies", "of_key_groups", "of_others"),
    [
        ((POLICY,), True, False),
        ((NO_CHECKS,), False, False),
        ((NO_CHECKS, replace(NO_CHECKS, checks_of_other_class=1)), False, True),
        ((), False, False),
    ],
)
def test_a_kind_of_which_one_rule_wants_checks_is_looked_at_as_filed_or_for_its_people(
    policies, of_key_groups, of_others
):
    kinds = kinds_with_checks(policies)

    assert ((ClassKind.ORDINARY, True) in kinds) is of_key_groups
    assert ((ClassKind.ORDINARY, False) in kinds) is of_others
    assert (ClassKind.ORDINARY in kinds_by_people(policies)) is of_key_groups
    assert not [kind for kind, _ in kinds if kind is ClassKind.STARTUP]


def test_so_is_one_of_which_only_long_classes_are_checked():
    assert (ClassKind.C1, True) in kinds_with_checks([Policy(checks_of_short_class=0)])


def test_start_up_training_follows_rules_of_its_own():
    own = a_class(300, kind=ClassKind.STARTUP)

    assert required_checks(own, Policy(checks_of_other_class=1)) == 0


@pytest.mark.parametrize(
    ("days", "counted"), [([], 0), ([0], 1), ([0, 0], 1), ([0, 1], 2), ([0, 0, 1, 1], 2)]
)
def test_checks_are_on_different_days(days, counted):
    checked_on = [MONDAY + timedelta(days=day) for day in days]

    assert counted_checks(checked_on, POLICY) == counted
    assert counted_checks(checked_on, Policy(checks_counted_a_day=2)) == len(days)


def test_what_is_owed_is_never_less_than_nothing():
    quota = quota_of(a_class(), [MONDAY, MONDAY + timedelta(days=1)], MONDAY, POLICY)

    assert (quota.required, quota.done, quota.owed) == (1, 2, 0)


@pytest.mark.parametrize(
    ("days_left", "is_urgent"), [(4, False), (3, True), (2, True), (0, True), (-1, True)]
)
def test_a_class_that_ends_soon_with_checks_missing_is_told(days_left, is_urgent):
    own = a_class(ends_on=MONDAY + timedelta(days=days_left))

    owing, checked = (quota_of(own, days, MONDAY, POLICY) for days in ([], [MONDAY]))

    assert (owing.days_left, owing.is_urgent) == (days_left, is_urgent)
    assert not checked.is_urgent
