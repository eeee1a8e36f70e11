"""R10: six digits that the person reads out; nobody tries them all."""

import pytest

from training.vouchers.rules.codes import (
    TooManyWrongCodes,
    WrongCodes,
    check_tries,
    code_of_digest,
    is_code,
)


@pytest.mark.parametrize(
    ("digest", "code"),
    [(b"\x00" * 16, "000000"), ((10**6 - 1).to_bytes(16), "999999"), ((10**6).to_bytes(16), "000000")],
)
def test_a_code_has_six_digits_whatever_it_is_made_of(digest, code):
    assert code_of_digest(digest) == code


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("012345", True),
        ("012 345", True),
        ("０１２３４５", True),
        ("12345", False),
        ("", False),
        ("012346", False),
    ],
)
def test_it_is_read_however_it_was_typed(said, fits):
    assert is_code(said, "012345") is fits


@pytest.mark.parametrize(
    ("of_staff", "of_voucher", "may"), [(19, 4, True), (20, 0, False), (0, 5, False), (21, 6, False)]
)
def test_after_so_many_wrong_ones_it_is_over_for_a_while(of_staff, of_voucher, may):
    if may:
        check_tries("Q1", of_staff, of_voucher)
    else:
        with pytest.raises(TooManyWrongCodes):
            check_tries("Q1", of_staff, of_voucher)


def test_of_many_wrong_ones_three_are_named():
    assert "Q1、Q2、Q3等 4 张" in str(WrongCodes(["Q1", "Q2", "Q3", "Q4"]))
