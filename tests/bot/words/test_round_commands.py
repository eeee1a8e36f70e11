"""今日抽查, 我的任务, 轮外查班: understood as they are typed, and never begun by mistake."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.words.commands import Due, Incomplete, PrepareCheck, ShowMe, StartCheck, StartVideoCheck
from bot.words.readers import read_command
from bot.words.round_commands import DrawRound, ShowOrders, ShowRound

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("今日抽查", ShowRound()),
        ("今天抽查", ShowRound()),
        ("今日抽查 5", DrawRound(5)),
        ("今日抽查5个班", DrawRound(5)),
        ("今日抽查　十二个", DrawRound(12)),
        ("抽班 3", DrawRound(3)),
        ("今日抽查 0", DrawRound(0)),
        ("今日抽查 5 再抽 上级 临时要求", DrawRound(5, "上级 临时要求")),
        ("今日抽查 5 再抽", DrawRound(5)),
        ("今日抽查 5 确认 2026-03-02", DrawRound(5, day=MONDAY)),
        ("今日抽查 5 确认 2026-03-02 2 上级要求", DrawRound(5, "上级要求", MONDAY, 2)),
        ("我的任务", ShowOrders()),
        ("任务", ShowOrders()),
        ("轮外查班 BT-1 群众 举报", StartCheck("BT-1", "群众 举报")),
        ("轮外视频查班 BT-1 群众举报", StartVideoCheck("BT-1", "群众举报")),
        ("抽查 BT-1", PrepareCheck("BT-1")),
        ("今日", Due()),
        ("我的", ShowMe()),
    ],
)
def test_what_is_meant_is_understood(text, command):
    assert read_command(text) == command


@pytest.mark.parametrize(
    "text",
    [
        "今日抽查 很多",
        "今日抽查 1234",
        "今日抽查 5 吧",
        "今日抽查 5 确认",
        "今日抽查 5 确认 2026-02-30",
        "今日抽查 5 确认 2026-03-02 2",
        "今日抽查了吗",
        "轮外查班",
        "轮外查班 BT-1",
        "轮外视频查班 BT-1",
    ],
)
def test_what_lacks_something_is_answered_with_an_example_that_would_be_right(text):
    command = read_command(text)

    assert isinstance(command, Incomplete)
    assert not isinstance(read_command(command.example), Incomplete)


reasons = st.text("上级要求a1 -", min_size=1, max_size=40).map(
    lambda each: " ".join(each.split()).strip(" -")
)


@given(st.integers(0, 200), st.dates(), st.integers(2, 99), reasons.filter(bool))
def test_a_button_says_what_it_will_do(size, day, ordinal, reason):
    """What it sends is what is read again, day, round and reason."""
    first, another = DrawRound(size), DrawRound(size, reason)

    assert read_command(first.confirmed(day, 1)) == DrawRound(size, day=day)
    assert read_command(another.confirmed(day, ordinal)) == DrawRound(size, reason, day, ordinal)
