"""Money is counted in fen, and nothing of it is rounded."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.notice.money import BadAmount, read_fen, yuan


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("1200", 120_000),
        ("1200.5", 120_050),
        ("1200.05", 120_005),
        ("1,200.50", 120_050),
        ("¥ 1200 元", 120_000),
        ("１２００", 120_000),
        ("0", 0),
        ("0.01", 1),
        ("9999999.99", 999_999_999),
    ],
)
def test_a_sum_is_read_as_people_write_it(written, fen):
    assert read_fen(written) == fen


@pytest.mark.parametrize(
    "written", ["", "一千", "1200.505", "-5", "NaN", "1e5", "12.", ".5", "1" * 8, "1.2.3"]
)
def test_what_is_no_sum_in_fen_is_refused_with_an_example(written):
    with pytest.raises(BadAmount, match="应写成元"):
        read_fen(written)


@given(some.integers(0, 10**9 - 1))
def test_a_sum_comes_back_from_its_words(fen):
    assert read_fen(yuan(fen)) == fen


@given(some.text(max_size=30))
def test_whatever_is_written_is_a_sum_or_refused(written):
    with suppress(BadAmount):
        assert read_fen(written) >= 0
