"""R63: a school is asked for a certificate before it ends, and for one that ended while it taught."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import at
from tests.training.checks.checking import DISTRICT, SCHOOL
from tests.training.teachers.teaching import CARD, ENDLESS, NINE, Teachers, a_taught_class

TUESDAY, SATURDAY = at(date(2026, 3, 3), "09:00"), at(date(2026, 3, 7), "09:00")
IN_THIRTY_DAYS = replace(CARD, expires_on=date(2026, 4, 3))


@pytest.fixture
def own(database) -> Teachers:
    return a_taught_class(database)


def test_from_the_thirtieth_day_on_it_is_to_be_renewed_while_a_class_is_under_way(own):
    own.write(IN_THIRTY_DAYS)

    assert own.waits(SCHOOL, TUESDAY) == []
    assert own.waits(SCHOOL, NINE) == ["李建国的电工证书 04-03 到期"]
    assert own.waits(SCHOOL, SATURDAY) == []
    assert "李建国的电工证书 04-03 到期" not in own.waits(DISTRICT, NINE)
    own.write(replace(CARD, expires_on=date(2029, 3, 3)))
    assert own.waits(SCHOOL, NINE) == []


def test_one_that_ended_is_asked_for_where_another_trade_stands_beside_it_or_no_lesson_is_to_come(own):
    own.write(CARD)
    assert own.waits(SCHOOL, NINE) == ["李建国没有有效的证书"]

    own.write(replace(ENDLESS, trade="焊工", number="H150123"))
    assert own.waits(SCHOOL, NINE) == ["李建国的电工证书 03-03 到期"]

    own.withdraw()
    own.change()
    assert sorted(own.waits(SCHOOL, NINE)) == ["李建国的电工证书 03-03 到期", "王强没有有效的证书"]
