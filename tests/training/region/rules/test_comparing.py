"""R05 信息一致: one thing written in two ways is no difference; a difference shows both values."""

import pytest

from training.region.rules.comparing import Differs, compare_class, compare_person
from training.region.rules.normal import normal
from training.region.terms import Field

OURS = {
    Field.CLASS_NAME: "电工（五级）1班",
    Field.INSTITUTION: "包头市第一培训学校",
    Field.HOURS: "3.5",
    Field.STARTS: "2026-03-02",
    Field.PEOPLE: "30",
    Field.OPENING: "通过",
}
PERSON = {Field.NAME: "张三", Field.SUBSIDY: "1,200.00", Field.RESULT: "合格", Field.CERTIFICATE: "A1"}


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        (Field.NAME, "张三", "张 三"),
        (Field.NAME, "古丽·艾山", "古丽•艾山"),
        (Field.CLASS_NAME, "电工（五级）1班", " 电工(五级) 1班"),
        (Field.HOURS, "3.5", "3.50课时"),
        (Field.HOURS, "120", "120.0"),
        (Field.PEOPLE, "30", "30人"),
        (Field.STARTS, "2026-03-02", "2026/3/2"),
        (Field.STARTS, "2026-03-02", "20260302"),
        (Field.SUBSIDY, "1,200.00", "1200"),
        (Field.SUBSIDY, "1200.50", "¥1,200.5元"),
        (Field.OPENING, "通过", "审批通过"),
        (Field.RESULT, "合格", "1"),
        (Field.CERTIFICATE, "1502P20X", "1502p20x"),
    ],
)
def test_one_thing_in_two_ways_of_writing_is_the_same(field, ours, theirs):
    assert normal(field, ours) == normal(field, theirs) != ""


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        (Field.HOURS, "3.5", "3"),
        (Field.HOURS, "3.5", "3.25"),
        (Field.SUBSIDY, "1200.00", "1200.01"),
        (Field.SUBSIDY, "1200", "0.12万元"),
        (Field.STARTS, "2026-03-02", "2026-03-20"),
        (Field.PEOPLE, "30", "31"),
        (Field.OPENING, "通过", "不通过"),
        (Field.RESULT, "合格", "2"),
        (Field.NAME, "张三", "张三丰"),
    ],
)
def test_a_half_hour_and_a_fen_are_a_difference(field, ours, theirs):
    assert normal(field, ours) != normal(field, theirs)


def test_every_field_that_differs_is_told_with_both_values():
    theirs = OURS | {Field.HOURS: "4", Field.PEOPLE: "29人"}

    assert compare_class(OURS, OURS) == ()
    assert compare_class(OURS, theirs) == (
        Differs(Field.HOURS, "3.5", "4"),
        Differs(Field.PEOPLE, "30", "29"),
    )


def test_an_empty_cell_is_a_difference_and_a_column_that_is_not_there_is_none():
    without = {field: text for field, text in OURS.items() if field is not Field.PEOPLE}

    assert compare_class(OURS, without) == compare_class(without, OURS) == ()
    assert compare_class(OURS, OURS | {Field.PEOPLE: ""}) == (Differs(Field.PEOPLE, "30", ""),)
    assert compare_class(OURS | {Field.PEOPLE: ""}, OURS) == (Differs(Field.PEOPLE, "", "30"),)


def test_what_only_one_side_has_is_one_difference_and_not_one_for_each_field():
    assert compare_class(OURS, None) == (Differs(Field.CLASS, "电工（五级）1班", ""),)
    assert compare_class(None, {}) == (Differs(Field.CLASS, "", "有"),)
    assert compare_person(None, PERSON) == (Differs(Field.PERSON, "", "张三"),)
    assert compare_person(PERSON, None) == (Differs(Field.PERSON, "张三", ""),)
    assert compare_person(None, None) == ()
