"""A button says which check it belongs to, and how far that was when it was shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.stamps import Stamp, split_stamp


@pytest.mark.parametrize(
    ("said", "words", "stamp"),
    [
        ("下一位 #BT2026-001-市1", "下一位", Stamp("BT2026-001-市1")),
        ("记 3 无误 #BT2026-001-区12:2", "记 3 无误", Stamp("BT2026-001-区12", 2)),
        ("补抽 #3f2a91bc:0", "补抽", Stamp("3f2a91bc", 0)),
        ("作废 3#楼停电 #BT-1-市1", "作废 3#楼停电", Stamp("BT-1-市1")),
        ("结束＃BT-1-市1：3", "结束", Stamp("BT-1-市1", 3)),
        ("名单 2 #电工 一班-市1", "名单 2", Stamp("电工 一班-市1")),
    ],
)
def test_a_stamp_is_read_from_the_end_of_what_was_said(said, words, stamp):
    assert split_stamp(said) == (words, stamp)


@pytest.mark.parametrize(
    "said", ["下一位", "作废 3#楼停电", "记 3 无误 #", "学时 #3f2a91b", "班级 BT-1-市1", "#BT-1-市1 说过", ""]
)
def test_what_bears_none_is_left_as_it_was_said(said):
    assert split_stamp(said) == (said, None)


@given(st.sampled_from(["BT-1-市1", "一班-区3", "0a1b2c3d"]), st.none() | st.integers(0, 99_999))
def test_what_a_button_says_is_read_again(check, seen):
    assert split_stamp(f"记 3 未接 {Stamp(check, seen)}") == ("记 3 未接", Stamp(check, seen))


@given(st.text(max_size=300))
def test_whatever_is_said_is_read_without_a_fault(said):
    words, stamp = split_stamp(said)

    assert words == said if stamp is None else said.startswith(words)
