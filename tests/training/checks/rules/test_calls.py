"""R37: what a call proves, which attempts count, and how a drawn trainee stands."""

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import at
from training.checks.rules.calls import (
    MISMATCH_OUTCOMES,
    BadCallReport,
    Call,
    CallResult,
    Drawn,
    Standing,
    call_result,
    complete_comparisons,
    counted_attempts,
    differing_items,
    may_call_from,
    standing_of,
)
from training.checks.terms import CallOutcome, Comparison, FiledItem, LeadKind
from training.notice.policy import Policy

POLICY = Policy()
NINE = at(date(2026, 3, 2), "09:00")
UNANSWERED_OUTCOMES = (
    CallOutcome.NO_ANSWER,
    CallOutcome.REJECTED,
    CallOutcome.BUSY,
    CallOutcome.SWITCHED_OFF,
    CallOutcome.SUSPENDED,
    CallOutcome.NO_SUCH_NUMBER,
    CallOutcome.FAMILY_ANSWERED,
    CallOutcome.CALL_LATER,
)
OLD = CallOutcome.OTHER_PERSON
"""Stands in rows of before; whoever records today says which of three things it was."""


def minutes(count: float) -> datetime:
    return NINE + timedelta(minutes=count)


def a_call(
    outcome=CallOutcome.NO_ANSWER, began: float = 0, *, is_explained=False, undoes=False, **said: Comparison
) -> Call:
    comparisons = {FiledItem[name]: comparison for name, comparison in said.items()}
    return Call(outcome, minutes(began), complete_comparisons(outcome, comparisons), is_explained, undoes)


EMPTY = CallOutcome.NO_SUCH_NUMBER
MATCHED = a_call(CallOutcome.MATCHED)
CHARGED = a_call(CallOutcome.MISMATCHED, NOT_CHARGED=Comparison.DIFFERENT)
CHARGED_AND_OTHER_ID = a_call(
    CallOutcome.MISMATCHED, NOT_CHARGED=Comparison.DIFFERENT, ID_ENDING=Comparison.DIFFERENT
)
CHARGED_UNNAMED = a_call(CallOutcome.MISMATCHED, NOT_CHARGED=Comparison.DIFFERENT, NAME=Comparison.UNANSWERED)
OTHER_ID = a_call(CallOutcome.MISMATCHED, ID_ENDING=Comparison.DIFFERENT)


@pytest.mark.parametrize(
    ("call", "result"),
    [
        (MATCHED, CallResult.MATCH),
        (OTHER_ID, CallResult.MISMATCH),
        (a_call(CallOutcome.MISMATCHED, NAME=Comparison.DIFFERENT), CallResult.MISMATCH),
        # In good faith: the wrong name of the trade, an unsure date, a fee, a school known by another name.
        (a_call(CallOutcome.MISMATCHED, TRADE=Comparison.DIFFERENT), CallResult.MATCH),
        (a_call(CallOutcome.MISMATCHED, STARTED_ON=Comparison.DIFFERENT), CallResult.MATCH),
        (a_call(CallOutcome.MISMATCHED, INSTITUTION=Comparison.DIFFERENT), CallResult.MATCH),
        (a_call(CallOutcome.MISMATCHED, NOT_CHARGED=Comparison.DIFFERENT), CallResult.MATCH),
        # Whoever does not tell the name or the ID's ending has not been verified.
        (a_call(CallOutcome.MATCHED, ID_ENDING=Comparison.UNANSWERED), CallResult.NOTHING),
        (a_call(CallOutcome.MATCHED, NAME=Comparison.UNANSWERED), CallResult.NOTHING),
        (a_call(CallOutcome.MATCHED, TRADE=Comparison.UNANSWERED), CallResult.MATCH),
        *((a_call(outcome), CallResult.MISMATCH) for outcome in MISMATCH_OUTCOMES - {OLD}),
        (Call(OLD, NINE), CallResult.MISMATCH),
        *((a_call(outcome), CallResult.NOTHING) for outcome in UNANSWERED_OUTCOMES),
    ],
)
def test_only_the_filed_person_who_tells_name_and_id_is_verified(call, result):
    assert call_result(call) is result


def test_a_hard_difference_weighs_more_than_an_unanswered_question():
    call = a_call(CallOutcome.MISMATCHED, NAME=Comparison.DIFFERENT, ID_ENDING=Comparison.UNANSWERED)

    assert call_result(call) is CallResult.MISMATCH


def test_what_was_not_mentioned_agreed():
    said = complete_comparisons(CallOutcome.MISMATCHED, {FiledItem.TRADE: Comparison.DIFFERENT})

    assert said.pop(FiledItem.TRADE) is Comparison.DIFFERENT
    assert set(said.values()) == {Comparison.SAME}
    assert len(said) == len(FiledItem) - 1


@pytest.mark.parametrize(
    ("outcome", "said", "why"),
    [
        (CallOutcome.MATCHED, {FiledItem.TRADE: Comparison.DIFFERENT}, "请记为“不符”"),
        (CallOutcome.MISMATCHED, {}, "请写明哪一项不符"),
        (CallOutcome.MISMATCHED, {FiledItem.NAME: Comparison.UNANSWERED}, "请写明哪一项不符"),
        (CallOutcome.NO_ANSWER, {FiledItem.NAME: Comparison.SAME}, "没有逐项比对"),
        (CallOutcome.OTHER_PERSON, {}, "请写明是哪一种：家人接听、稍后再打、号码不是本人"),
        (CallOutcome.NOT_THEIR_NUMBER, {FiledItem.NAME: Comparison.DIFFERENT}, "没有逐项比对"),
    ],
)
def test_an_outcome_that_contradicts_its_comparisons_is_refused(outcome, said, why):
    with pytest.raises(BadCallReport, match=why):
        complete_comparisons(outcome, said)


def test_what_differs_is_listed_in_the_order_of_the_questions():
    call = a_call(CallOutcome.MISMATCHED, STARTED_ON=Comparison.DIFFERENT, NAME=Comparison.DIFFERENT)

    assert differing_items(call) == (FiledItem.NAME, FiledItem.STARTED_ON)


@pytest.mark.parametrize(
    ("began", "counted"),
    [
        ([], 0),
        ([0], 1),
        ([0, 4.99], 1),
        ([0, 5], 2),
        ([0, 5.01], 2),
        # Each is measured from the last that counted: 3 and 6 are not two.
        ([0, 3, 6], 2),
        ([0, 3, 6, 9], 2),
        ([0, 3, 6, 11], 3),
        ([6, 0, 3], 2),
    ],
)
def test_attempts_closer_together_than_five_minutes_count_as_one(began, counted):
    calls = [a_call(began=each) for each in began]

    assert len(counted_attempts(calls, POLICY)) == counted


@given(st.lists(st.integers(0, 60), max_size=10))
def test_counted_attempts_are_apart_and_no_further_one_would_fit(began):
    calls = [a_call(began=each) for each in began]

    counted = counted_attempts(calls, POLICY)

    assert all(later - earlier >= POLICY.call_pause for earlier, later in pairwise(counted))
    for call in calls:
        before = [each for each in counted if each <= call.started_at]
        assert call.started_at - before[-1] < POLICY.call_pause


@pytest.mark.parametrize(
    ("drawn", "standing"),
    [
        (Drawn(1), Standing.TO_CALL),
        (Drawn(1, (a_call(),)), Standing.TO_CALL_AGAIN),
        (Drawn(1, (a_call(), a_call(began=4))), Standing.TO_CALL_AGAIN),
        (Drawn(1, (a_call(), a_call(began=5))), Standing.REPLACEABLE),
        (Drawn(1, (a_call(), a_call(began=5), MATCHED)), Standing.MATCHED),
        (Drawn(1, (MATCHED,)), Standing.MATCHED),
        (Drawn(1, (OTHER_ID,)), Standing.MISMATCHED),
        (Drawn(1, (a_call(CallOutcome.NOT_THEIR_NUMBER),)), Standing.MISMATCHED),
        (Drawn(1, (a_call(CallOutcome.NOT_THEIR_NUMBER, is_explained=True),)), Standing.EXPLAINED),
        (Drawn(1, (Call(OLD, NINE),)), Standing.MISMATCHED),
        *((Drawn(1, (a_call(each),)), Standing.TO_CALL_AGAIN) for each in UNANSWERED_OUTCOMES[:5]),
        *((Drawn(1, (a_call(each),)), Standing.TO_CALL_AGAIN) for each in UNANSWERED_OUTCOMES[6:]),
        *((Drawn(1, (a_call(each), a_call(each, 5))), Standing.REPLACEABLE) for each in UNANSWERED_OUTCOMES),
        # An empty number is not dialled twice, whatever came before or after it in vain.
        (Drawn(1, (a_call(CallOutcome.NO_SUCH_NUMBER),)), Standing.REPLACEABLE),
        (Drawn(1, (a_call(), a_call(CallOutcome.NO_SUCH_NUMBER, 1))), Standing.REPLACEABLE),
        (Drawn(1, (a_call(CallOutcome.NO_SUCH_NUMBER), a_call(began=1))), Standing.REPLACEABLE),
        (Drawn(1, (a_call(CallOutcome.NO_SUCH_NUMBER), MATCHED)), Standing.MATCHED),
        (Drawn(1, (CHARGED,)), Standing.LEAD),
        (Drawn(1, (MATCHED,), leads_before=frozenset({LeadKind.CHARGED})), Standing.LEAD),
        (Drawn(1, (a_call(CallOutcome.NOT_ATTENDING),)), Standing.MISMATCHED),
        (Drawn(1, (CHARGED_AND_OTHER_ID,)), Standing.MISMATCHED),
        (Drawn(1, (CHARGED_UNNAMED,)), Standing.TO_CALL_AGAIN),
        (Drawn(1, (CHARGED_UNNAMED, MATCHED)), Standing.LEAD),
        (Drawn(1, has_left=True), Standing.REPLACEABLE),
        (Drawn(1, (a_call(),), has_left=True), Standing.REPLACEABLE),
        (Drawn(1, (MATCHED,), has_left=True), Standing.MATCHED),
        (Drawn(1, (OTHER_ID,), has_left=True), Standing.MISMATCHED),
        (Drawn(1, (a_call(), a_call(began=5)), is_replaced=True), Standing.REPLACED),
        # A correction of a mismatch is no attempt: the trainee is called.
        (Drawn(1, (a_call(undoes=True),)), Standing.TO_CALL_AGAIN),
        (Drawn(1, (a_call(EMPTY, undoes=True),)), Standing.TO_CALL_AGAIN),
        (Drawn(1, (a_call(undoes=True),), has_left=True), Standing.TO_CALL_AGAIN),
        (Drawn(1, (a_call(undoes=True), a_call(began=5))), Standing.TO_CALL_AGAIN),
        (Drawn(1, (a_call(undoes=True), a_call(began=5), a_call(began=10))), Standing.REPLACEABLE),
        (Drawn(1, (a_call(undoes=True), a_call(EMPTY, 1))), Standing.REPLACEABLE),
        (Drawn(1, (a_call(CallOutcome.MATCHED, undoes=True),)), Standing.MATCHED),
    ],
)
def test_how_a_drawn_trainee_stands(drawn, standing):
    assert standing_of(drawn, POLICY) is standing


@pytest.mark.parametrize(("attempts", "needed"), [(1, 1), (2, 2), (3, 3), (0, 1)])
def test_the_policy_says_after_how_many_attempts_somebody_is_replaced(attempts, needed):
    policy = Policy(call_attempts=attempts)
    calls = tuple(a_call(began=5 * each) for each in range(needed))

    assert standing_of(Drawn(1, calls[:-1]), policy) is not Standing.REPLACEABLE
    assert standing_of(Drawn(1, calls), policy) is Standing.REPLACEABLE


def test_the_next_attempt_counts_five_minutes_after_the_last_that_counted():
    assert may_call_from(Drawn(1), POLICY) is None
    assert may_call_from(Drawn(1, (a_call(), a_call(began=2))), POLICY) == minutes(5)
