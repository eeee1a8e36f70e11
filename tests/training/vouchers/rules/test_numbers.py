"""R10: a number of a voucher is readable, and a mistyped one is recognised."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.vouchers.rules.numbers import (
    BatchesAreFull,
    BatchTooLarge,
    Mistyped,
    batch_number,
    read_number,
    voucher_number,
)

SERIALS, BATCHES = st.integers(1, 99_999), st.integers(1, 999)


def test_a_number_says_its_year_its_batch_and_its_serial():
    # Q is 26: 26 2026007 00012 00 = 26202600700012 00; its rest by 97 is counted below by hand.
    before = 26_2026007_00012 * 100
    assert voucher_number(batch_number(2026, 7), 12) == f"Q202600700012{98 - before % 97:02}"


@given(BATCHES, SERIALS, st.integers(0, 14), st.integers(1, 9))
def test_one_digit_taken_for_another_is_recognised(batch, serial, place, by):
    number = voucher_number(batch_number(2026, batch), serial)
    place = max(place, 1)
    other = str((int(number[place]) + by) % 10)

    with pytest.raises(Mistyped):
        read_number(number[:place] + other + number[place + 1 :])


@given(BATCHES, SERIALS, st.integers(1, 13))
def test_two_neighbours_changed_are_recognised(batch, serial, place):
    number = voucher_number(batch_number(2026, batch), serial)
    turned = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    if turned == number:
        assert read_number(turned) == number
    else:
        with pytest.raises(Mistyped):
            read_number(turned)


@given(BATCHES, SERIALS)
def test_what_people_put_between_its_digits_does_not_count(batch, serial):
    number = voucher_number(batch_number(2026, batch), serial)

    assert read_number(f" q{number[1:5]}-{number[5:8]} {number[8:]} ") == number


@pytest.mark.parametrize("said", ["", "Q", "Q2026007000", "1502002026P00000112", "Q20260070001２x"])
def test_what_is_no_number_of_a_voucher_is_said_to_be_none(said):
    with pytest.raises(Mistyped, match="输错了"):
        read_number(said)


def test_the_last_batch_and_the_last_serial_are_given_and_none_behind_them():
    assert batch_number(2026, 999) == "2026999"
    assert voucher_number("2026999", 99_999).startswith("Q202699999999")
    with pytest.raises(BatchesAreFull):
        batch_number(2026, 1_000)
    with pytest.raises(BatchTooLarge):
        voucher_number("2026001", 100_000)
