"""R08, R29: a number says area, year and kind, and a mistyped one is recognised."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from training.certificates.rules.numbers import (
    LETTERS,
    BadTemplate,
    Numbering,
    SeriesIsFull,
    certificate_number,
    check_template,
    compact_number,
    is_well_typed,
    next_serials,
    parts_of,
    series_name,
)
from training.certificates.terms import NumberLetter
from training.notice.terms import ClassKind
from training.settings.certificates import DEFAULT_TEMPLATE

OURS = Numbering(DEFAULT_TEMPLATE, "150200")
DIGITS, CAPITALS = "0123456789", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SERIALS = st.integers(1, 999_999)


def test_a_number_is_area_year_kind_serial_and_two_check_digits():
    # 150200 2026 25(P) 000001, times 100, leaves 38 of 97; 98 - 38 = 60.
    assert certificate_number(OURS, 2026, NumberLetter.ORDINARY, 1) == "1502002026P00000160"
    assert 15020020262500000100 % 97 == 38


@given(SERIALS, st.sampled_from(NumberLetter), st.integers(0, 18), st.sampled_from(DIGITS + CAPITALS))
def test_any_one_sign_taken_for_another_of_its_kind_is_noticed(serial, letter, place, other):
    number = certificate_number(OURS, 2026, letter, serial)
    was = number[place]
    assume(was != other and was.isdigit() == other.isdigit())

    assert is_well_typed(number)
    assert not is_well_typed(number[:place] + other + number[place + 1 :])


@given(SERIALS, st.integers(0, 17))
def test_two_neighbours_changed_are_noticed(serial, place):
    number = certificate_number(OURS, 2026, NumberLetter.C1, serial)
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assume(changed != number and changed[10].isalpha())

    assert not is_well_typed(changed)


@given(SERIALS, st.sampled_from(NumberLetter), st.integers(2023, 2099))
def test_what_a_number_says_is_what_it_was_made_of(serial, letter, year):
    said = parts_of(OURS, certificate_number(OURS, year, letter, serial))

    assert said is not None
    assert (said.area, said.year, said.kind, said.serial) == ("150200", year, letter, serial)


@pytest.mark.parametrize(
    "number", ["", "1502002026P00000161", "1502002026P0000160", "9902002026P00000160", "编号"]
)
def test_what_is_none_of_our_numbers_says_nothing(number):
    assert parts_of(OURS, number) is None


def test_full_width_signs_and_invisible_marks_are_how_people_type_it_too():
    assert compact_number("１５０２００２０２６ｐ\u200b００００００１２３") == "1502002026P000000123"


def test_spaces_and_small_letters_are_how_people_type_it():
    assert compact_number(" 1502 0020 26p0 0000 160 ") == "1502002026P00000160"


def test_the_serials_follow_without_a_gap_up_to_the_last_and_no_further():
    assert list(next_serials(0, 3)) == [1, 2, 3]
    assert list(next_serials(999_998, 1)) == [999_999]
    with pytest.raises(SeriesIsFull):
        next_serials(999_999, 1)
    with pytest.raises(SeriesIsFull):
        next_serials(999_998, 2)


def test_every_kind_of_class_has_its_letter():
    assert {each: LETTERS[each].value for each in ClassKind} == {
        ClassKind.ORDERED: "P",
        ClassKind.TARGETED: "P",
        ClassKind.ORDINARY: "P",
        ClassKind.PROJECT: "X",
        ClassKind.C1: "C",
        ClassKind.STARTUP: "Y",
    }


def test_kinds_count_apart_only_where_the_number_tells_them_apart():
    alike = Numbering("{area}{year}{serial:06}{check:02}", "150200")

    assert series_name(OURS, NumberLetter.C1) != series_name(OURS, NumberLetter.PROJECT)
    assert series_name(alike, NumberLetter.C1) == series_name(alike, NumberLetter.PROJECT)


@pytest.mark.parametrize(
    "template",
    [
        "{area}{year}{kind}{serial:06}",
        "{area}{kind}{serial:06}{check:02}",
        "{area}{year}{kind}{check:02}",
        "{area}{year}{kind}{serial}{check:02}",
        "{area}{year}{serial:06}{serial:06}{check:02}",
        "{area}-{year}{kind}{serial:06}{check:02}",
        "包{year}{kind}{serial:06}{check:02}",
        "{area.real}{year}{serial:06}{check:02}",
        "{name}{year}{serial:06}{check:02}",
        "{",
        "",
        "000000000000000000000{year}{kind}{serial:06}{check:02}",
    ],
)
def test_a_template_by_which_numbers_could_repeat_or_not_be_checked_is_refused(template):
    with pytest.raises(BadTemplate):
        check_template(Numbering(template, "150200"))


def test_the_default_is_a_good_one():
    check_template(OURS)
