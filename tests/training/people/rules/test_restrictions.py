"""What is still done with data whose erasure the law bars is one table (PIPL art. 47)."""

import pytest

from training.people.rules.restrictions import (
    MEASURES,
    Measure,
    Use,
    WhyOpened,
    check_reason,
    is_stopped,
    may_restrict,
    meaning,
)
from training.people.terms import RequestDecision, RequestKind


def test_of_every_use_it_is_decided_what_a_restriction_does_to_it():
    assert set(MEASURES) == set(Use)
    assert set(MEASURES.values()) == set(Measure)


@pytest.mark.parametrize("use", [Use.REMIND, Use.LOOK_UP_ACCOUNT])
def test_what_no_duty_needs_is_left_undone_for_a_restricted_person_alone(use):
    assert is_stopped(use, is_restricted=True)
    assert not is_stopped(use, is_restricted=False)


@pytest.mark.parametrize("use", [Use.COUNT_HOURS, Use.CHECK, Use.SUBSIDISE, Use.SIGN_IN, Use.ANSWER])
def test_the_duty_and_what_the_person_does_go_on(use):
    assert not is_stopped(use, is_restricted=True)
    check_reason(use, "", is_restricted=True)


def test_a_paper_is_opened_with_a_word_why():
    check_reason(Use.OPEN_PAPER, "", is_restricted=False)
    check_reason(Use.OPEN_PAPER, "复查", is_restricted=True)
    with pytest.raises(WhyOpened):
        check_reason(Use.OPEN_PAPER, "", is_restricted=True)


@pytest.mark.parametrize("kind", RequestKind)
@pytest.mark.parametrize("decision", RequestDecision)
def test_an_answer_restricts_what_was_asked_for_and_not_refused(kind, decision):
    asked_for = kind in (RequestKind.ERASE, RequestKind.RESTRICT)

    assert may_restrict(kind, decision) is (asked_for and decision is not RequestDecision.REFUSED)


def test_the_trainee_reads_every_use_once():
    said = meaning()

    assert [each.partition("：")[0] for each in said] == list(Measure)
    assert [sum(use in line for line in said) for use in Use] == [1] * len(Use)
