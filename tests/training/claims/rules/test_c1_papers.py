"""R59, R60: what must stand on a paper, at the days just before, at and after every edge."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.claims.rules.c1_papers import (
    ILLEGIBLE,
    OF_ANOTHER,
    FactsMissing,
    PaperFacts,
    PaperNotInOrder,
    ReadPaper,
    check_paper,
    problems_of,
)
from training.claims.terms import PaperKind

BEGAN, TODAY = date(2026, 3, 2), date(2026, 6, 1)
ONE_DAY = timedelta(days=1)
LICENCE = PaperFacts(vehicle_class="C1", issued_on=date(2026, 5, 1), valid_until=date(2032, 5, 1))
CARD = PaperFacts(valid_from=date(2026, 5, 10), valid_until=date(2032, 5, 9))
SLIP = PaperFacts(first_month=date(2026, 3, 1), last_month=date(2026, 5, 1))
GOOD = {
    PaperKind.LICENCE: LICENCE,
    PaperKind.RIDE_HAIL: CARD,
    PaperKind.TAXI: CARD,
    PaperKind.CONTRACT: CARD,
    PaperKind.WAGE_SLIP: SLIP,
    PaperKind.OTHER: PaperFacts(),
}


def problems(kind: PaperKind, facts: PaperFacts, place: int = 1) -> tuple[str, ...]:
    return problems_of(ReadPaper(kind, place, facts), BEGAN, TODAY)


@pytest.mark.parametrize("kind", PaperKind)
def test_a_good_paper_passes(kind):
    check_paper(ReadPaper(kind, 1, GOOD[kind]), BEGAN, TODAY)


@pytest.mark.parametrize("kind", PaperKind)
@pytest.mark.parametrize("place", [1, 2])
def test_an_illegible_paper_or_that_of_another_person_proves_nothing(kind, place):
    assert problems(kind, replace(GOOD[kind], is_legible=False), place) == (ILLEGIBLE,)
    assert problems(kind, replace(GOOD[kind], is_own=False), place) == (OF_ANOTHER,)


@pytest.mark.parametrize(
    ("written", "is_good"),
    [("C1", True), (" c1 ", True), ("C2", False), ("C1D", False), ("A1", False), ("B2", False)],
)
def test_only_class_c1_is_accepted(written, is_good):
    assert (problems(PaperKind.LICENCE, replace(LICENCE, vehicle_class=written)) == ()) is is_good


@pytest.mark.parametrize(
    ("issued_on", "is_good"),
    [(BEGAN - ONE_DAY, False), (BEGAN, True), (TODAY, True), (TODAY + ONE_DAY, False)],
)
def test_the_licence_was_issued_on_or_after_the_day_the_training_began(issued_on, is_good):
    assert (problems(PaperKind.LICENCE, replace(LICENCE, issued_on=issued_on)) == ()) is is_good


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.WAGE_SLIP])
@pytest.mark.parametrize(
    ("valid_until", "is_good"),
    [(TODAY - ONE_DAY, False), (TODAY, True), (TODAY + ONE_DAY, True), (None, True)],
)
def test_a_paper_is_good_until_its_last_day(kind, valid_until, is_good):
    assert (problems(kind, replace(GOOD[kind], valid_until=valid_until)) == ()) is is_good


@pytest.mark.parametrize("kind", [PaperKind.RIDE_HAIL, PaperKind.TAXI, PaperKind.CONTRACT])
@pytest.mark.parametrize(("valid_from", "is_good"), [(TODAY, True), (TODAY + ONE_DAY, False)])
def test_a_paper_is_good_from_its_first_day(kind, valid_from, is_good):
    assert (problems(kind, replace(GOOD[kind], valid_from=valid_from)) == ()) is is_good


def test_a_contract_for_another_post_is_refused():
    assert problems(PaperKind.CONTRACT, replace(CARD, is_driver_post=False)) != ()


@pytest.mark.parametrize(
    ("first", "last", "is_good"),
    [
        (date(2026, 5, 1), date(2026, 6, 1), True),
        (date(2026, 5, 1), date(2026, 7, 1), False),
        (date(2026, 5, 1), date(2026, 4, 1), False),
        (date(2026, 5, 1), None, True),
    ],
)
def test_wage_slips_are_of_months_that_have_come_and_in_order(first, last, is_good):
    facts = PaperFacts(first_month=first, last_month=last)

    assert (problems(PaperKind.WAGE_SLIP, facts) == ()) is is_good


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.OTHER])
def test_what_decides_has_to_be_read_before_a_paper_passes(kind):
    with pytest.raises(FactsMissing):
        check_paper(ReadPaper(kind, 1, PaperFacts()), BEGAN, TODAY)


@pytest.mark.parametrize("kind", [kind for kind in PaperKind if kind is not PaperKind.WAGE_SLIP])
def test_further_pages_need_no_facts_of_their_own(kind):
    check_paper(ReadPaper(kind, 2, PaperFacts()), BEGAN, TODAY)


def test_a_refused_paper_names_its_reasons():
    facts = replace(LICENCE, vehicle_class="C2", issued_on=BEGAN - ONE_DAY, valid_until=TODAY - ONE_DAY)

    with pytest.raises(PaperNotInOrder) as refused:
        check_paper(ReadPaper(PaperKind.LICENCE, 1, facts), BEGAN, TODAY)

    assert len(refused.value.reasons) == 3
    assert "准驾车型是 C2" in str(refused.value)


def test_the_months_of_slips_are_counted_across_the_new_year():
    assert PaperFacts(first_month=date(2025, 11, 1), last_month=date(2026, 2, 1)).months() == {
        (2025, 10),
        (2025, 11),
        (2026, 0),
        (2026, 1),
    }


days = some.none() | some.dates(date(1950, 1, 1), date(2100, 1, 1))


@given(
    some.builds(
        PaperFacts,
        is_legible=some.booleans(),
        is_own=some.booleans(),
        vehicle_class=some.text(max_size=5),
        issued_on=days,
        valid_from=days,
        valid_until=days,
        is_driver_post=some.booleans(),
        first_month=days,
        last_month=days,
    ),
    some.sampled_from(PaperKind),
    some.integers(1, 3),
)
def test_whatever_was_read_can_be_stored_and_is_judged_without_a_fault(facts, kind, place):
    assert PaperFacts.from_json(facts.to_json()) == facts
    assert all(reason.endswith("。") for reason in problems(kind, facts, place))
