"""Of many classes those are shown that fit all that is asked for, what is urgent first."""

from dataclasses import replace

import pytest

from training.checks.rules.class_choice import Choice, ClassFacts, Order, Shown, fits, place_in

CLASS = ClassFacts("BT-7", "电工（五级）7班", "宏达学校", "青山区", owed=1, days_left=3)
IN_SESSION = replace(CLASS, number="BT-6", is_in_session=True)
DONE = replace(CLASS, number="BT-5", owed=0, is_in_session=True, was_checked_today=True)
NO_DEBT = replace(CLASS, number="BT-4", owed=0, district="东河区")
ENDS_FIRST = replace(CLASS, number="BT-9", days_left=0, institution="安达学校")
ALL = (CLASS, IN_SESSION, DONE, NO_DEBT, ENDS_FIRST)


@pytest.mark.parametrize("words", [("青山",), ("宏达",), ("bt-7",), ("电工", "7班"), ()])
def test_every_word_stands_somewhere_in_number_name_institution_or_district(words):
    assert fits(CLASS, Choice(words))


@pytest.mark.parametrize("words", [("昆都仑区",), ("青山", "安达"), ("7班宏达",)])
def test_where_one_word_does_not_the_class_is_not_shown(words):
    assert not fits(CLASS, Choice(words))


def test_a_district_and_an_institution_are_meant_as_they_stand():
    assert fits(CLASS, Choice(district="青山区", institution="宏达学校"))
    assert not fits(CLASS, Choice(district="青山"))
    assert not fits(CLASS, Choice(district="青山区", institution="宏达"))


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [
        (Shown.ALL, ["BT-7", "BT-6", "BT-5", "BT-4", "BT-9"]),
        (Shown.OWED, ["BT-7", "BT-6", "BT-9"]),
        (Shown.NOT_TODAY, ["BT-7", "BT-6", "BT-4", "BT-9"]),
        (Shown.TODAY, ["BT-5"]),
        (Shown.IN_SESSION, ["BT-6", "BT-5"]),
    ],
)
def test_how_a_class_stands_today_decides(shown, numbers):
    assert [each.number for each in ALL if fits(each, Choice(shown=shown))] == numbers


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        (Order.URGENT, ["BT-6", "BT-9", "BT-7", "BT-4", "BT-5"]),
        (Order.NUMBER, ["BT-4", "BT-5", "BT-6", "BT-7", "BT-9"]),
        (Order.DISTRICT, ["BT-4", "BT-6", "BT-9", "BT-7", "BT-5"]),
        (Order.INSTITUTION, ["BT-9", "BT-6", "BT-7", "BT-4", "BT-5"]),
    ],
)
def test_whatever_the_order_what_is_urgent_comes_first_among_equals(order, numbers):
    assert [each.number for each in sorted(ALL, key=lambda each: place_in(each, order))] == numbers


def test_only_a_choice_of_nothing_is_everything():
    assert Choice(order=Order.NUMBER).is_everything
    for choice in (Choice(("电工",)), Choice(district="青山区"), Choice(institution="宏达学校")):
        assert not choice.is_everything
    assert not Choice(shown=Shown.OWED).is_everything
