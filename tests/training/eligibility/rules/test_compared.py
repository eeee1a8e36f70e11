"""When what a list says of a person speaks against a class (R19, R58)."""

from datetime import date
from uuid import UUID

import pytest

from training.eligibility.rules.compared import SINCE_EVER, Hit, Span, is_within
from training.eligibility.terms import ComparedKind

SPAN = Span(1, 1, date(2026, 3, 2), date(2026, 3, 6))


def hit(kind: ComparedKind, from_day: date, until_day: date | None) -> Hit:
    return Hit(kind, from_day, until_day, date(2026, 4, 1), "市社保中心", UUID(int=1))


@pytest.mark.parametrize("kind", [each for each in ComparedKind if each not in ("退休", "死亡")])
@pytest.mark.parametrize(
    ("from_day", "until_day", "speaks"),
    [
        (SINCE_EVER, None, True),
        (SINCE_EVER, date(2026, 3, 1), False),
        (SINCE_EVER, date(2026, 3, 2), True),
        (SINCE_EVER, date(2026, 3, 3), True),
        (date(2026, 3, 5), None, True),
        (date(2026, 3, 6), None, True),
        (date(2026, 3, 7), None, False),
        (date(2026, 3, 4), date(2026, 3, 4), True),
    ],
)
def test_a_period_counts_that_overlaps_the_days_of_the_class(
    kind: ComparedKind, from_day: date, until_day: date | None, speaks: bool
) -> None:
    assert is_within(hit(kind, from_day, until_day), SPAN) is speaks


@pytest.mark.parametrize("kind", [ComparedKind.RETIRED, ComparedKind.DEAD])
@pytest.mark.parametrize(
    ("from_day", "speaks"), [(date(2026, 3, 5), True), (date(2026, 3, 6), True), (date(2026, 3, 7), False)]
)
def test_who_retired_or_died_by_the_last_day_stays_so_whatever_end_is_given(
    kind: ComparedKind, from_day: date, speaks: bool
) -> None:
    assert is_within(hit(kind, from_day, None), SPAN) is speaks
    assert is_within(hit(kind, date(2020, 1, 1), date(2020, 12, 31)), SPAN)
