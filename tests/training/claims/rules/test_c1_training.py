"""R57, R46, R19: whose training may earn the C1 subsidy, said before a paper is photographed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.attendance.rules.progress import ProgressState
from training.claims.rules.c1_training import Training, months_after, reasons_against
from training.classes.rules.approvals import Approval
from training.notice.policy import Policy
from training.notice.terms import ClassKind

BEGAN = date(2026, 3, 2)
TODAY = date(2026, 6, 1)
ONE_DAY = timedelta(days=1)
APPROVAL = Approval(date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 10))
GOOD = Training(ClassKind.C1, BEGAN, (APPROVAL,), ProgressState.QUALIFIED, 96, 96)


def against(training: Training) -> tuple[str, ...]:
    return reasons_against(training, Policy(), TODAY)


def test_a_qualified_trainee_of_an_approved_driving_school_is_eligible():
    assert against(GOOD) == ()


@pytest.mark.parametrize("kind", [kind for kind in ClassKind if kind is not ClassKind.C1])
def test_only_a_c1_class_earns_the_c1_subsidy(kind):
    assert len(against(replace(GOOD, kind=kind))) == 1


@pytest.mark.parametrize(
    ("approval", "is_good"),
    [
        (replace(APPROVAL, valid_until=BEGAN - ONE_DAY), False),
        (replace(APPROVAL, valid_until=BEGAN), True),
        (replace(APPROVAL, valid_from=BEGAN), True),
        (replace(APPROVAL, valid_from=BEGAN + ONE_DAY), False),
        (replace(APPROVAL, filed_on=BEGAN), True),
        (replace(APPROVAL, filed_on=BEGAN + ONE_DAY), False),
        (replace(APPROVAL, revoked_on=BEGAN), False),
        (replace(APPROVAL, revoked_on=BEGAN + ONE_DAY), True),
    ],
)
def test_the_school_is_approved_and_filed_on_the_day_the_training_begins(approval, is_good):
    assert (against(replace(GOOD, approvals=(approval,))) == ()) is is_good


def test_a_school_without_any_approval_is_refused_with_whom_to_ask():
    (reason,) = against(replace(GOOD, approvals=()))

    assert "核准备案" in reason
    assert "联系驾校" in reason


@pytest.mark.parametrize("state", [state for state in ProgressState if state is not ProgressState.QUALIFIED])
def test_who_has_not_qualified_is_told_how_much_is_lacking(state):
    (reason,) = against(replace(GOOD, state=state, credited_halves=95))

    assert "还差 0.5 课时" in reason


@pytest.mark.parametrize(
    ("subsidised_on", "is_good"),
    [(date(2025, 5, 31), True), (date(2025, 6, 1), True), (date(2025, 6, 2), False)],
)
def test_the_same_trade_is_subsidised_again_only_after_the_policys_months(subsidised_on, is_good):
    assert (against(replace(GOOD, subsidised_on=subsidised_on)) == ()) is is_good


def test_every_reason_is_told_at_once():
    bad = Training(ClassKind.ORDINARY, BEGAN, (), ProgressState.WITHDRAWN, 0, 96, TODAY)

    assert len(against(bad)) == 4


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 5, 31), 0, date(2026, 5, 31)),
    ],
)
def test_a_month_that_lacks_the_day_ends_earlier(day, months, later):
    assert months_after(day, months) == later


@given(some.dates(date(2000, 1, 1), date(2100, 1, 1)), some.integers(0, 120))
def test_months_later_is_always_the_month_that_was_asked_for(day, months):
    later = months_after(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day
