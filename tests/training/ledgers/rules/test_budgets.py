"""R67: planned against promised and paid; a warning from 100 % on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.ledgers.rules.budgets import Level, Spending, level_of, percent_of

FEN = st.integers(0, 10**13)


@pytest.mark.parametrize(
    ("committed", "paid", "level"),
    [
        (99_999, 0, Level.WITHIN),
        (100_000, 0, Level.FULL),
        (100_001, 0, Level.OVER),
        (0, 99_999, Level.WITHIN),
        (0, 100_000, Level.FULL),
        (0, 100_001, Level.OVER),
        (0, 0, Level.WITHIN),
    ],
)
def test_a_budget_is_full_at_its_last_fen_and_over_with_one_more(committed, paid, level):
    assert level_of(100_000, Spending(committed, paid)) is level


def test_a_fen_where_nothing_was_planned_is_over_and_nothing_is_not():
    assert level_of(0, Spending(1, 0)) is Level.OVER
    assert level_of(0, Spending()) is Level.WITHIN


@pytest.mark.parametrize(("fen", "percent"), [(0, 0), (99_999, 99), (100_000, 100), (100_999, 100)])
def test_a_percent_is_never_rounded_up(fen, percent):
    assert percent_of(100_000, fen) == percent
    assert percent_of(0, fen) is None


@given(FEN.filter(bool), FEN)
def test_less_than_all_is_less_than_a_hundred_percent(budget, fen):
    percent = percent_of(budget, fen)
    assert percent is not None
    assert (percent >= 100) is (fen >= budget)
    assert (level_of(budget, Spending(fen, 0)) is Level.WITHIN) is (percent < 100)
