"""R37: what a trainee says of money, or of not having been there, is followed; it only goes forward."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.checks.rules.calls import COMPARED_OUTCOMES
from training.checks.rules.leads import CLOSED, FORWARD, NotForward, check_step, lead_kinds, leads_in_words
from training.checks.terms import CallOutcome, Comparison, FiledItem, LeadKind, LeadState

states = st.sampled_from(LeadState)
compared = st.dictionaries(st.sampled_from(FiledItem), st.sampled_from(Comparison))


@given(st.sampled_from(sorted(COMPARED_OUTCOMES)), compared)
def test_of_what_differs_the_money_alone_is_a_lead(outcome, comparisons):
    is_charged = comparisons.get(FiledItem.NOT_CHARGED) is Comparison.DIFFERENT

    assert lead_kinds(outcome, comparisons) == ({LeadKind.CHARGED} if is_charged else set())


@pytest.mark.parametrize("outcome", sorted(set(CallOutcome) - COMPARED_OUTCOMES))
def test_of_the_other_outcomes_who_was_not_there_alone_is_a_lead(outcome):
    is_lead = outcome is CallOutcome.NOT_ATTENDING

    assert lead_kinds(outcome, {}) == ({LeadKind.NOT_ATTENDING} if is_lead else set())


@given(st.lists(states))
def test_whatever_is_tried_a_lead_only_goes_forward_and_ends_once(tried):
    state, been = LeadState.OPEN, [LeadState.OPEN]
    for each in tried:
        if each in FORWARD[state]:
            check_step(state, each)
            state = each
            been.append(each)
        else:
            with pytest.raises(NotForward, match=f"现在是“{state}”"):
                check_step(state, each)

    assert len(been) == len(set(been)) <= 3
    assert sum(each in CLOSED for each in been) <= 1


def test_a_lead_ends_as_true_or_as_untrue():
    assert {LeadState.TRUE, LeadState.UNTRUE} == CLOSED


def test_without_leads_nothing_is_said():
    assert (leads_in_words(0), leads_in_words(2)) == ("", "线索 2 条，另行核查")
