"""GB 11643 numbers and phones, as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import ric

from training.notice.identity import (
    BadIdNumber,
    BadPhone,
    age_on,
    birth_date,
    mask_id_number,
    mask_name,
    mask_phone,
    plain,
    read_id_number,
    read_phone,
    sex_of,
)
from training.notice.terms import Sex

# The example of GB 11643-1999 itself.
VALID = "11010519491231002X"


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        "11010519491231002x",
        " 110105 19491231 002X ",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\u200b" + VALID,
    ],
)
def test_a_valid_number_is_read_however_it_is_typed(text):
    assert read_id_number(text) == VALID


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("110105194912310021", "校验位"),
        ("11010519491331002X", "出生日期"),
        ("110105491231002", "15 位"),
        ("1101051949123100", "18 位"),
        ("", "18 位"),
        ("11010519491231OO2X", "只能有数字"),
        ("1101051949123100٣X", "只能有数字"),
    ],
)
def test_a_wrong_number_is_refused_with_what_is_wrong(text, hint):
    with pytest.raises(BadIdNumber, match=hint):
        read_id_number(text)


def test_birth_date_and_sex_are_in_the_number():
    assert birth_date(VALID) == date(1949, 12, 31)
    assert sex_of(VALID) is Sex.FEMALE
    assert sex_of("110105194912310011") is Sex.MALE


@pytest.mark.parametrize(
    ("day", "age"), [(date(2026, 3, 1), 15), (date(2026, 3, 2), 16), (date(2026, 3, 3), 16)]
)
def test_a_birthday_completes_the_year(day, age):
    assert age_on(date(2010, 3, 2), day) == age


@pytest.mark.parametrize(
    "text",
    ["13800000001", "138 0000 0001", "138-0000-0001", "+8613800000001", "+86 138 0000 0001", "8613800000001",
     "008613800000001", "１３８０００００００１", " 13800000001 ", "138—0000—0001"],
)  # fmt: skip
def test_a_phone_is_read_however_it_is_typed(text):
    assert read_phone(text) == "13800000001"


@pytest.mark.parametrize(
    "text",
    ["", "1380000000", "138000000012", "12800000001", "0472-5555555", "138OOOO0001", "2026", "138٠٠٠٠٠٠٠٠"],
)
def test_what_is_no_mobile_number_is_refused(text):
    with pytest.raises(BadPhone):
        read_phone(text)


@given(st.text(max_size=25))
def test_no_text_breaks_the_readers(text):
    for read, refusal in ((read_id_number, BadIdNumber), (read_phone, BadPhone)):
        try:
            number = read(text)
        except refusal:
            continue
        assert number.isascii()


@given(
    st.dates(date(1930, 1, 1), date(2015, 12, 31)),
    st.integers(0, 999),
    st.sampled_from(["150203", "110105", "440300"]),
)
def test_every_number_made_by_the_standard_is_read(born, place, region):
    body = f"{region}{born:%Y%m%d}{place:03d}"
    number = body + ric.calc_check_digit(body + "0")

    assert read_id_number(number) == number
    assert birth_date(number) == born


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_digit_copied_wrong_is_always_found(place, shift):
    number = "150203199005170015"
    body = number[:17]
    number = body + ric.calc_check_digit(body + "0")
    if not number[place].isdecimal():
        return
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    with pytest.raises(BadIdNumber):
        read_id_number(wrong)


def test_masks_show_no_more_than_is_needed():
    assert mask_phone("13800000001") == "138****0001"
    assert mask_id_number(VALID) == "1101**********002X"
    assert [mask_id_number(each) for each in ("E12345678", "H1234567801", "AB123")] == [
        "E*******8", "H*********1", "A***3"
    ]  # fmt: skip
    assert [mask_name(name) for name in ("王芳", "张小三", "欧阳小明", "李")] == [
        "王*",
        "张*三",
        "欧**明",
        "李*",
    ]


def test_full_width_text_becomes_plain():
    assert plain("　ＡＢ１２\ufeff ") == "AB12"
