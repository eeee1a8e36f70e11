"""R57 to R60: the truth table of the three gates, and what a photo's state is."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from tests.training.claims.rules.test_c1_papers import BEGAN, GOOD, TODAY
from training.claims.rules.c1_claims import (
    Case,
    GatesNotMet,
    Paper,
    Review,
    awaits_another_reviewer,
    check_gates,
    covered_months,
    gates,
    lacking_to_submit,
    state_of,
)
from training.claims.rules.c1_papers import PaperFacts
from training.claims.terms import PaperKind, PaperState
from training.notice.policy import Policy

POLICY = Policy()
KINDS = tuple(PaperKind)
LONG_AGO = date(2026, 5, 31)


def a_paper(kind: PaperKind, state: PaperState = PaperState.PASSED, place: int = 1) -> Paper:
    """One photo that stands at `state`, by as many reviewers as that takes."""
    facts, reviewers = GOOD[kind], 2 if kind is PaperKind.OTHER else 1
    passed = tuple(Review(reviewer, facts) for reviewer in range(reviewers))
    return {
        PaperState.READY: Paper(kind, place, False),
        PaperState.IN_REVIEW: Paper(kind, place, True),
        PaperState.RETURNED: Paper(kind, place, True, (*passed, Review(9, None))),
        PaperState.PASSED: Paper(kind, place, True, passed),
        PaperState.EXPIRED: Paper(
            kind,
            place,
            True,
            tuple(replace(each, facts=replace(facts, valid_until=LONG_AGO)) for each in passed),
        ),
    }[state]


def a_case(*papers: Paper, against: tuple[str, ...] = ()) -> Case:
    return Case(against, BEGAN, papers)


def is_open(case: Case) -> bool:
    return all(gate.is_met for gate in gates(case, POLICY, TODAY))


@pytest.mark.parametrize("state", [state for state in PaperState if state is not PaperState.MISSING])
@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_stands_where_its_reviews_put_it(kind, state):
    assert state_of(a_paper(kind, state), POLICY, TODAY) is state


@pytest.mark.parametrize("is_qualified", [True, False])
def test_the_truth_table_of_all_papers_and_states(is_qualified):
    """Every state of every paper against the notice's sentence, written down a second time as plain logic."""
    against = () if is_qualified else ("课时还没有合格。",)
    states = (PaperState.MISSING, PaperState.IN_REVIEW, PaperState.RETURNED, PaperState.PASSED)
    for row in product(states, repeat=len(KINDS)):
        stands = dict(zip(KINDS, row, strict=True))
        papers = [a_paper(kind, state) for kind, state in stands.items() if state is not PaperState.MISSING]
        has = {kind for kind, state in stands.items() if state is PaperState.PASSED}
        employed = (
            PaperKind.RIDE_HAIL in has
            or PaperKind.TAXI in has
            or {PaperKind.CONTRACT, PaperKind.WAGE_SLIP} <= has
            or PaperKind.OTHER in has
        )
        expected = is_qualified and PaperKind.LICENCE in has and employed

        assert is_open(a_case(*papers, against=against)) is expected, stands


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("state", [PaperState.READY, PaperState.EXPIRED])
def test_a_paper_that_is_not_submitted_or_expired_opens_nothing(kind, state):
    good = [a_paper(each) for each in (PaperKind.LICENCE, PaperKind.CONTRACT, PaperKind.WAGE_SLIP)]
    others = [each for each in good if each.kind is not kind]
    alone = [] if kind in (PaperKind.LICENCE, PaperKind.CONTRACT, PaperKind.WAGE_SLIP) else others[:1]

    assert not is_open(a_case(*(alone or others), a_paper(kind, state)))


@pytest.mark.parametrize(("months", "is_enough"), [(2, False), (3, True), (4, True)])
def test_wage_slips_cover_the_policys_months(months, is_enough):
    slips = [
        Paper(PaperKind.WAGE_SLIP, place, True, (Review(1, PaperFacts(first_month=date(2026, place, 1))),))
        for place in range(1, months + 1)
    ]
    case = a_case(a_paper(PaperKind.LICENCE), a_paper(PaperKind.CONTRACT), *slips)

    assert covered_months(slips) == months
    assert is_open(case) is is_enough


def test_the_same_month_twice_counts_once():
    slip = a_paper(PaperKind.WAGE_SLIP)

    assert covered_months([slip, replace(slip, place=2)]) == 3


@pytest.mark.parametrize(
    ("reviewers", "is_enough"),
    [((), False), ((1,), False), ((1, 1), False), ((1, 2), True), ((1, 2, 3), True)],
)
def test_other_proof_needs_two_different_reviewers(reviewers, is_enough):
    other = Paper(PaperKind.OTHER, 1, True, tuple(Review(each, PaperFacts()) for each in reviewers))
    case = a_case(a_paper(PaperKind.LICENCE), other)

    assert is_open(case) is is_enough
    assert awaits_another_reviewer(case, POLICY, TODAY) is (set(reviewers) == {1})


def test_a_further_page_that_was_returned_closes_the_gate():
    case = a_case(
        a_paper(PaperKind.LICENCE),
        a_paper(PaperKind.LICENCE, PaperState.RETURNED, place=2),
        a_paper(PaperKind.TAXI),
    )

    assert [gate.lacking for gate in gates(case, POLICY, TODAY)] == [
        "",
        "驾驶证第 2 张已退回，还没有补正。",
        "",
    ]


def test_what_passed_yesterday_may_have_run_out_today():
    case = a_case(a_paper(PaperKind.LICENCE), a_paper(PaperKind.TAXI))

    assert is_open(case)
    assert not all(gate.is_met for gate in gates(case, POLICY, date(2032, 5, 10)))


def test_a_refusal_names_every_closed_gate():
    with pytest.raises(GatesNotMet) as refused:
        check_gates(a_case(against=("课时还没有合格。",)), POLICY, TODAY)

    assert len(refused.value.reasons) == 3


@pytest.mark.parametrize(
    ("papers", "lacking"),
    [
        ((), 2),
        ((PaperKind.LICENCE,), 1),
        ((PaperKind.TAXI,), 1),
        ((PaperKind.LICENCE, PaperKind.CONTRACT), 1),
        ((PaperKind.LICENCE, PaperKind.WAGE_SLIP), 1),
        ((PaperKind.LICENCE, PaperKind.CONTRACT, PaperKind.WAGE_SLIP), 0),
        ((PaperKind.LICENCE, PaperKind.RIDE_HAIL), 0),
        ((PaperKind.LICENCE, PaperKind.TAXI), 0),
        ((PaperKind.LICENCE, PaperKind.OTHER), 0),
    ],
)
def test_a_claim_can_be_submitted_with_licence_and_one_route(papers, lacking):
    photos = [a_paper(kind, PaperState.READY) for kind in papers]

    assert len(lacking_to_submit(photos, POLICY, TODAY)) == lacking


def test_a_returned_proof_may_be_given_up_for_another_route():
    photos = [
        a_paper(PaperKind.LICENCE),
        a_paper(PaperKind.RIDE_HAIL, PaperState.RETURNED),
        a_paper(PaperKind.TAXI, PaperState.READY),
    ]

    assert lacking_to_submit(photos, POLICY, TODAY) == ()
    assert lacking_to_submit(photos[:2], POLICY, TODAY) != ()
