"""R19, R58: what speaks against an approved C1 claim; pure."""

from datetime import date
from uuid import UUID

import pytest

from training.eligibility.rules.claims import ClaimExcluded, claim_exclusions
from training.eligibility.rules.compared import Hit
from training.eligibility.rules.eligibility import Candidate, Course, Person, Subsidy
from training.eligibility.terms import ComparedKind, Exclusion
from training.notice.policy import Policy
from training.notice.terms import ClassKind

COURSE = Course(ClassKind.C1, "小型汽车驾驶员", "", date(2026, 3, 2), date(2026, 3, 6), False, 0, 0)
NOBODY = Candidate(None, "", has_proof=False)
HIT = Hit(ComparedKind.EMPLOYED, date(2026, 3, 1), None, date(2026, 5, 31), "市社保中心", UUID(int=1))


def had(on_day: date, trade: str = ClassKind.C1.value, year: int = 2025) -> Subsidy:
    return Subsidy("班级 C1-9 的 C1 申领", trade, "", date(2025, 3, 3), on_day, year)


def found(approved_on: date, *history: Subsidy, hits: tuple[Hit, ...] = ()) -> list[Exclusion]:
    person = Person(NOBODY, history, hits)
    return [each.exclusion for each in claim_exclusions(person, COURSE, approved_on, Policy())]


def test_age_category_and_hours_are_no_reasons_against_c1():
    assert found(date(2026, 6, 1)) == []


def test_every_list_that_names_the_person_speaks_against_it():
    assert found(date(2026, 6, 1), hits=(HIT,)) == [Exclusion.COMPARED]


@pytest.mark.parametrize(
    ("approved_on", "is_close"),
    [(date(2026, 5, 31), True), (date(2026, 6, 1), False), (date(2026, 6, 2), False)],
)
def test_of_the_same_trade_it_is_paid_for_again_when_gate_1_says_so(approved_on, is_close):
    """Twelve months after the other claim was approved, whenever the classes began."""
    assert found(approved_on, had(date(2025, 6, 1))) == ([Exclusion.SAME_TRADE] if is_close else [])


def test_what_was_approved_later_is_the_one_that_is_not_paid_for():
    assert found(date(2026, 6, 1), had(date(2026, 6, 2))) == []


def test_another_trade_is_another_subsidy():
    assert found(date(2026, 6, 1), had(date(2026, 5, 1), "电工")) == []


@pytest.mark.parametrize(("others", "is_full"), [(1, False), (2, True), (3, True)])
def test_so_many_a_year(others, is_full):
    history = [had(date(2026, 2, each), f"工种{each}", 2026) for each in range(1, others + 1)]

    assert found(date(2026, 6, 1), *history) == ([Exclusion.TOO_MANY] if is_full else [])


def test_of_many_ten_are_named_and_it_is_said_what_to_do():
    said = str(ClaimExcluded([(f"学员{place}", "在职参保。") for place in range(12)]))

    assert said.count("在职参保") == 10
    assert "等 12 人" in said
    assert "“比对名单”里撤回" in said
