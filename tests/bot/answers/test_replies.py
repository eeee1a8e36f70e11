"""Replies become markdown that shows every text as it stands and fits DingTalk; every refusal leads on."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.replies import (
    COMMANDS,
    MOST_BYTES,
    PAGE,
    SEND,
    Button,
    Line,
    Reply,
    as_markdown,
    escape,
    page_of,
    preview,
    reply_to_refusal,
)
from bot.words.commands import Incomplete, NotUnderstood
from bot.words.readers import read_command
from tests.refusals import ONE_OF_EACH
from training.attendance.acts.decide_correction import AlreadyDecided
from training.checks.acts.calls.next_call import NobodyToCall, OutsideCallHours
from training.checks.acts.calls.record_call import NothingToCorrect
from training.claims.acts.act_on_claim import ActedAtOnce
from training.errors import Next, NotFound, UnreadableFile
from training.staff.acts.enter_by_link import LinkUsedUp

MARKUP = re.compile(r"[\\`*_{}\[\]()#!<>|~]")


def commands_of(markdown: str) -> list[str]:
    return [unquote(each) for each in re.findall(re.escape(SEND) + r"([^)]*)", markdown)]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王芳", "王芳"),
        ("**王芳**", "＊＊王芳＊＊"),
        ("[点我](http://evil.example)", "［点我］（http：//evil.example）"),
        ("![](https://evil.example/x.png)", "！［］（https：//evil.example/x.png）"),
        ("# 标题", "＃ 标题"),
        ("王\n# 芳", "王 ＃ 芳"),
        ("- 王芳", "－ 王芳"),
        ("1. 王芳", "1． 王芳"),
        ("<font color=red>王芳</font>", "＜font color=red＞王芳＜/font＞"),
        ("王\u202e芳\u200b", "王芳"),
        ("王\x00\x1b芳", "王 芳"),
        ("BT2026-DG-003", "BT2026-DG-003"),
        ("26/30=86.6%", "26/30=86.6%"),
    ],
)
def test_a_name_is_shown_as_it_stands_and_never_as_markup(name, shown):
    assert escape(name) == shown


@given(st.text())
def test_no_text_brings_markup_or_a_line_of_its_own(text):
    shown = escape(text)

    assert not MARKUP.search(shown)
    assert "\n" not in shown
    assert "://" not in shown
    assert not shown.startswith(("- ", "+ "))


@given(st.lists(st.text(max_size=2000), max_size=40))
def test_a_reply_never_exceeds_what_dingtalk_takes(lines):
    assert len(as_markdown(Reply("标题", tuple(lines), ("待查",))).encode()) <= MOST_BYTES


def test_a_reply_that_is_too_long_says_so_and_keeps_its_buttons():
    markdown = as_markdown(Reply("标题", ("长" * 3000,) * 3, ("待查",)))

    assert "后面的没有显示" in markdown
    assert commands_of(markdown) == ["待查"]


def test_a_tap_sends_exactly_the_command_that_is_named():
    reply = Reply("标题", (Line("王芳", command="记 3 无误"),), ("待查", Button("未接", "记 3 未接")))

    assert commands_of(as_markdown(reply)) == ["记 3 无误", "待查", "记 3 未接"]
    assert "[未接](" in as_markdown(reply)


def test_the_preview_is_short_and_plain():
    assert preview(Reply("*" * 500)) == "＊" * 60


@pytest.mark.parametrize(
    ("count", "page", "shown", "more"),
    [
        (0, 1, 0, ()),
        (PAGE, 1, PAGE, ()),
        (PAGE + 1, 1, PAGE, ("名单 2",)),
        (PAGE + 1, 2, 1, ()),
        (PAGE + 1, 9, 1, ()),
        (3 * PAGE, 2, PAGE, ("名单 3",)),
    ],
)
def test_a_list_comes_in_pages_that_fit_a_phone(count, page, shown, more):
    paged = page_of([Line(str(each)) for each in range(count)], page, "名单")

    assert (len(paged.items), paged.more) == (shown, more)


@pytest.mark.parametrize("step", Next)
def test_every_step_that_leads_on_has_a_command_that_the_reader_understands(step):
    assert not isinstance(read_command(COMMANDS[step]), (NotUnderstood, Incomplete))


def test_no_two_steps_are_the_same_command():
    assert len(set(COMMANDS.values())) == len(COMMANDS) == len(Next)


@pytest.mark.parametrize("refusal", ONE_OF_EACH.values(), ids=[kind.__name__ for kind in ONE_OF_EACH])
def test_a_refusal_of_each_kind_is_told_in_its_own_words_and_leads_on(refusal):
    reply = reply_to_refusal(refusal)

    markdown = as_markdown(reply)
    assert reply.title == "没有办成"
    assert escape(str(refusal)) in markdown
    assert commands_of(markdown) == [COMMANDS[step] for step in refusal.leads_to]


@pytest.mark.parametrize(
    ("refusal", "commands"),
    [
        (NotFound("班级“BT-1”"), ("待查", "帮助")),
        (NobodyToCall(0), ("进度", "补抽", "结束")),
        (OutsideCallHours("8:00 至 20:00"), ("下一位 仍要拨打", "进度")),
        (AlreadyDecided(), ("补卡",)),
        (ActedAtOnce(), ("待审",)),
        (LinkUsedUp(), ("我的",)),
        (NothingToCorrect(3), ("名单",)),
        (UnreadableFile("文件打不开。"), ("帮助",)),
    ],
)
def test_what_is_refused_offers_the_commands_that_mend_it(refusal, commands):
    assert reply_to_refusal(refusal).buttons == commands
