"""A slip of the pen keeps what was said behind it, and is never done without a tap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.commands import CountHeads, NotUnderstood, RecordCall, ShowClass, StartCheck
from bot.words.incomplete import Incomplete
from bot.words.nearest import MOST_SUGGESTIONS, nearest_commands
from bot.words.readers import read_command
from bot.words.work_commands import ShowNumbering
from training.checks.terms import CallOutcome


@pytest.mark.parametrize(
    ("text", "offered", "command"),
    [
        ("电话插班 BT-1", "电话查班 BT-1", StartCheck("BT-1")),
        ("电话插班BT-1", "电话查班 BT-1", StartCheck("BT-1")),
        ("电话茶班 BT-1 平台打不开", "电话查班 BT-1 平台打不开", StartCheck("BT-1 平台打不开")),
        ("际 3 无误", "记 3 无误", RecordCall(3, CallOutcome.MATCHED)),
        ("计3未接", "记 3未接", RecordCall(3, CallOutcome.NO_ANSWER)),
        ("道课 26", "到课 26", CountHeads(26)),
        ("斑级 BT-1", "班级 BT-1", ShowClass("BT-1")),
        ("派浩 BT-1", "派号 BT-1", ShowNumbering("BT-1")),
    ],
)
def test_what_stood_behind_the_verb_is_kept(text, offered, command):
    said = read_command(text)

    assert isinstance(said, NotUnderstood)
    assert said.nearest[0] == offered
    assert read_command(offered) == command


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("到颗 很多", "到课"),
        ("名蛋", "名单"),
        ("请看进度", "进度"),
        ("待察 青山区", "待查 青山区"),
        ("带评估", "待评估"),
        ("季度记划", "计划"),
    ],
)
def test_what_makes_no_sense_there_is_left_away(text, offered):
    assert offered in nearest_commands(text)


@given(st.text(min_size=1, max_size=40))
def test_there_are_few_and_each_is_a_command(said):
    offered = nearest_commands(said)

    assert len(offered) <= MOST_SUGGESTIONS
    for each in offered:
        assert not isinstance(read_command(each), NotUnderstood)


@pytest.mark.parametrize("text", ["际 3 无误", "电话插班 BT-1"])
def test_a_verb_that_is_offered_with_words_lacks_nothing(text):
    assert all(
        not isinstance(read_command(each), Incomplete) for each in nearest_commands(text) if " " in each
    )
