"""R26: forms, in which each value stands behind its title."""

import pytest

from training.sheets.cells import Sheet
from training.sheets.columns import Column, Table
from training.sheets.forms import RivalValues, read_form
from training.sheets.reading import Reading

CLASS = Table(
    "班级",
    (
        Column("number", "班号", required=True),
        Column("name", "名称", required=True),
        Column("key", "重点群体"),
    ),
)


def form(*rows, reading=None):
    return read_form(Sheet("表", list(enumerate(rows, 1))), CLASS, reading or Reading())


def test_titles_and_values_may_stand_in_two_four_or_six_columns_with_room_between():
    two = form(["班号", "1"], ["名称", "甲"], ["重点群体", "是"])
    four = form(["班号", "1", "名称", "甲"], ["重点群体", "", "", "是"])
    six = form(["备案表"], ["班号", "", "1", "名称", "甲", "重点群体", None, "是"])

    assert two.cells == four.cells == six.cells == {"number": "1", "name": "甲", "key": "是"}
    assert [each.row_of("key") for each in (two, four, six)] == [3, 2, 2]


def test_a_title_without_a_value_does_not_take_that_of_its_neighbour():
    found = form(["班号", "", "名称", "甲"], ["重点群体", ""])

    assert found.cells == {"number": "", "name": "甲", "key": ""}


def test_what_stands_behind_no_title_of_ours_is_named_with_its_place():
    reading = Reading()

    form(
        ["开班备案表"],
        ["班号", "1", "名称", "甲"],
        ["联系人", "张三"],
        ["教室", "201", "重点群体", "是"],
        reading=reading,
    )

    assert reading.unread.columns == ["A3（联系人）", "A4（教室）"]


def test_the_header_of_a_table_and_a_page_that_names_too_little_are_no_form():
    assert form(["班号", "名称", "重点群体"], ["1", "甲", "是"]) is None
    assert form(["重点群体", "是"]) is None
    assert form() is None


def test_a_title_that_is_printed_again_takes_nothing_away_and_another_value_refuses_the_form():
    found = form(["班号", "1", "名称", "甲"], ["名称", ""], ["名称", "甲"])

    assert found.text("name") == "甲"
    with pytest.raises(RivalValues, match="第 1 行和第 2 行各有一个“名称”，内容不同"):
        form(["班号", "1", "名称", "甲"], ["名称", "乙"])


def test_three_titles_of_which_one_has_a_value_are_a_row_of_the_form():
    found = form(["班号", "", "名称", "甲", "重点群体", ""], ["班号", "1"])

    assert found.cells == {"number": "1", "name": "甲", "key": ""}


def test_a_title_that_nobody_knows_is_not_the_value_of_the_one_before_it():
    reading = Reading()

    found = form(["班号", "", "联系电话", "138"], ["名称", "甲"], reading=reading)

    assert found.cells == {"number": "", "name": "甲"}
    assert reading.unread.columns == ["C1（联系电话）"]


def test_a_title_and_its_value_may_stand_in_one_cell():
    assert form(["班号：1"], ["名称:甲", "联系人：张三"]).cells == {"number": "1", "name": "甲"}
