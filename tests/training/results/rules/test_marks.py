"""What counts as a mark."""

import pytest

from training.results.rules.marks import BadMark, read_tenths


@pytest.mark.parametrize(
    ("said", "tenths"), [("85", 850), ("85.5", 855), ("0", 0), ("100", 1000), ("１００", 1000), (" ", None)]
)
def test_a_mark_lies_between_0_and_100_and_may_have_one_decimal(said, tenths):
    assert read_tenths(said) == tenths


@pytest.mark.parametrize("said", ["100.1", "-1", "85.55", "优", "nan", "1e9"])
def test_anything_else_is_refused_with_what_to_type(said):
    with pytest.raises(BadMark, match="0 到 100"):
        read_tenths(said)
