"""R03: of which item a class is; 计划外 is shown and refuses nothing."""

from dataclasses import replace
from uuid import UUID

import pytest

from training.notice.terms import ClassKind
from training.plans.rules.covering import PlannedClass, PlannedItem, Used, covers, plan_findings

ITEM = PlannedItem(UUID(int=1), 1, "电工", "", ClassKind.ORDINARY, 2, 60, 240, 7_200_000)
OWN = PlannedClass("电工", "五级", ClassKind.ORDINARY)


def test_an_item_without_a_level_is_for_any():
    assert covers([ITEM], OWN) == ITEM


@pytest.mark.parametrize(
    "other", [replace(OWN, trade="焊工"), replace(OWN, kind=ClassKind.ORDERED)], ids=["trade", "kind"]
)
def test_another_trade_or_kind_is_outside(other):
    assert covers([ITEM], other) is None


def test_another_level_is_outside_and_the_own_level_comes_before_any():
    fourth, fifth = (
        replace(ITEM, line=UUID(int=2), level="四级"),
        replace(ITEM, line=UUID(int=3), ordinal=9, level="五级"),
    )

    assert covers([fourth], OWN) is None
    assert covers([ITEM, fourth, fifth], OWN) == fifth


def test_of_two_that_fit_the_first_in_order_counts():
    later = replace(ITEM, line=UUID(int=2), ordinal=2)

    assert covers([later, ITEM], OWN) == ITEM


@pytest.mark.parametrize(
    ("used", "over"),
    [
        (Used(2, 60, 480, 7_200_000), []),
        (Used(3, 60, 480, 7_200_000), ["班数超出计划"]),
        (Used(2, 61, 480, 7_200_000), ["人数超出计划"]),
        (Used(2, 60, 481, 7_200_000), ["课时超出计划"]),
        (Used(2, 60, 480, 7_200_001), ["金额超出计划"]),
    ],
)
def test_exactly_as_much_as_planned_is_not_over_and_one_more_is(used, over):
    assert plan_findings(ITEM, used) == over
