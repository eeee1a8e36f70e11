"""A later version of the list asks to judge those anew of whom it says something else (R16, R19); pure."""

from dataclasses import replace

import pytest

from training.eligibility.rules.list_versions import Standing, is_unchanged
from training.results.terms import Result

OWN = Standing(Result.QUALIFIED, 64, 64, (800, 600))


def test_who_stands_on_it_as_before_is_unchanged() -> None:
    assert is_unchanged(OWN, replace(OWN))


@pytest.mark.parametrize(
    "after",
    [
        replace(OWN, decision=Result.UNQUALIFIED),
        replace(OWN, credited_halves=63),
        replace(OWN, credited_halves=65),
        replace(OWN, needed_halves=65),
        replace(OWN, marks_tenths=(801, 600)),
        replace(OWN, marks_tenths=(800, None)),
        None,
    ],
)
def test_half_an_hour_or_a_tenth_of_a_mark_more_or_less_is_a_change(after: Standing | None) -> None:
    assert not is_unchanged(OWN, after)


def test_who_was_not_on_the_list_before_or_not_qualified_was_not_judged_by_it() -> None:
    failed = replace(OWN, decision=Result.UNQUALIFIED)

    assert not is_unchanged(None, OWN)
    assert not is_unchanged(failed, failed)
