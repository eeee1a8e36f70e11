"""R26, R43, R44: which column is meant is certain, or the file is refused; nothing changes it by accident."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.errors import UnreadableFile
from training.sheets.cells import Sheet, letters_of, place_of
from training.sheets.columns import Column, Meaning, Table
from training.sheets.header_refusals import RivalColumns
from training.sheets.reading import Reading
from training.sheets.tables import read_lines

PEOPLE = Table(
    "人员",
    (
        Column("name", "姓名", required=True),
        Column(
            "phone",
            "电话",
            ("手机", "联系电话"),
            required=True,
            weaker=("固定电话",),
            never=("紧急",),
            surer=("本人",),
        ),
        Column("times", "时间", ("时间1", "时间2"), is_several=True, weaker=("班次",), not_beside=("结果",)),
        Column("span", "起止", stands_for=("from", "to")),
        Column("from", "开始"),
        Column("to", "结束"),
    ),
)


def lines(headings, *rows, hidden=(), reading=None):
    cells = list(enumerate([headings, *rows], 1))
    return list(read_lines(Sheet("表", cells, hidden_columns=frozenset(hidden)), PEOPLE, reading))


@pytest.mark.parametrize(("at", "is_found"), [(999, True), (1_000, False)])
def test_headings_are_looked_for_in_a_thousand_columns(at, is_found):
    """A row of 125,000 columns in 250 KB held a page up for half a minute."""
    headings = ["电话", *[""] * (at - 1), "姓名"]
    row = ["13800000001", *[""] * (at - 1), "王芳"]

    if is_found:
        assert len(lines(headings, row)) == 1
    else:
        with pytest.raises(UnreadableFile):
            lines(headings, row)


def phone(headings, hidden=()) -> str:
    """What is read of the phone, where every column holds its own heading's letters."""
    (line,) = lines(["姓名", *headings], ["王芳", *headings], hidden=hidden)
    return line.text("phone")


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [("手机", "固定电话"), ("手机（本人）", "联系电话"), ("本人手机", None),
     ("联系电话", "手机（紧急联系人）"),
     ("固定电话（本人）", "固定电话")],
)  # fmt: skip
def test_the_surer_heading_counts_in_either_order(stronger, weaker):
    if weaker is None:
        assert PEOPLE.meaning_of(stronger) is None
        return
    for order in permutations([stronger, weaker]):
        assert phone(list(order)) == stronger.replace("（", "(").replace("）", ")")


@pytest.mark.parametrize(
    "pair", [("手机", "电话"), ("手机（本人）", "电话（本人）"), ("固定电话", "固定电话")]
)
def test_two_equally_sure_headings_are_rivals_unless_one_of_them_is_hidden(pair):
    with pytest.raises(RivalColumns):
        phone(list(pair))

    assert phone(list(pair), hidden=[1]) == pair[1].replace("（", "(").replace("）", ")")


def test_a_hidden_column_without_a_rival_is_read():
    assert phone(["手机"], hidden=[1]) == "手机"


def test_several_columns_are_parts_of_one_field_and_each_is_read():
    (line,) = lines(["姓名", "手机", "时间", "时间1", "时间2"], ["王芳", "1", "a", "b", "c"])

    assert line.all_of("times") == ["a", "b", "c"]
    assert line.all_of("name") == ["王芳"]
    assert line.all_of("span") == []


def test_a_weaker_name_means_something_else_beside_what_gives_it_away():
    (alone,) = lines(["姓名", "手机", "班次"], ["王芳", "1", "a"])
    (beside,) = lines(["姓名", "手机", "班次", "结果"], ["王芳", "1", "a", "b"])

    assert (alone.all_of("times"), beside.all_of("times")) == (["a"], [])


def test_a_column_may_stand_for_two_that_are_needed():
    assert [each.field for each in PEOPLE.missing_from({"span"})] == ["name", "phone"]


def test_a_claim_says_how_sure_it_is():
    assert PEOPLE.meaning_of("手机（本人）") == Meaning("phone", 1)
    assert PEOPLE.meaning_of("固定电话") == Meaning("phone", -2)


@pytest.mark.parametrize(
    ("place", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_have_the_letters_of_a_spreadsheet(place, letters):
    assert letters_of(place) == letters
    assert place_of(letters) == place_of(letters.lower()) == place


@pytest.mark.parametrize("letters", ["", "1", "A1", "ABCD", "甲", "Ä"])
def test_what_is_no_column_has_no_place(letters):
    assert place_of(letters) is None


headings = st.permutations(["姓名", "手机", "备注", "民族", "住址", "开始"])


@given(
    order=headings,
    hidden=st.sets(st.integers(0, 5)),
    above=st.lists(st.sampled_from(["名册", "单位：甲"]), max_size=3),
)
def test_the_order_of_columns_unknown_ones_hiding_and_titles_change_nothing(order, hidden, above):
    told = {
        "姓名": "王芳",
        "手机": "13800000001",
        "备注": "x",
        "民族": "y",
        "住址": "z",
        "开始": "2026-03-02",
    }
    cells = [[title] for title in above] + [order, [told[each] for each in order]]
    sheet = Sheet("表", list(enumerate(cells, 1)), hidden_columns=frozenset(hidden))
    reading = Reading()

    (line,) = read_lines(sheet, PEOPLE, reading)

    assert line.cells == {"name": "王芳", "phone": "13800000001", "from": "2026-03-02"}
    assert {each[2:4] for each in reading.unread.columns} == {"备注", "民族", "住址"}


@given(order=st.permutations(["姓名", "手机", "联系电话", "备注"]))
def test_a_rival_refuses_the_file_in_every_order(order):
    with pytest.raises(RivalColumns, match="--column 电话="):
        lines(list(order), ["1", "2", "3", "4"])
