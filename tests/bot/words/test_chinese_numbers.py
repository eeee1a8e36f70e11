"""Numbers of rooms and lists, in digits or as they are spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.chinese_numbers import read_number

WORDS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    said = f"{WORDS[hundreds]}百" if hundreds else ""
    if tens:
        said += ("" if tens == 1 and not hundreds else WORDS[tens]) + "十"
    elif hundreds and ones:
        said += "零"
    return said + (WORDS[ones] if ones else "") or "零"


@given(st.integers(0, 999))
def test_every_number_up_to_999_is_read_as_it_is_spoken(number):
    assert read_number(spoken(number)) == number


@given(st.integers(0, 9999))
def test_every_number_of_four_digits_is_read(number):
    assert read_number(str(number)) == number


@pytest.mark.parametrize("text", ["", "十十", "二六", "3.5", "-1", "12345", "很多", "²", "٣"])
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


def test_two_is_also_spoken_as_liang():
    assert (read_number("两"), read_number("两百")) == (2, 200)
