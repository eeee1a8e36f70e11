"""What was said long ago, or before something newer, asks again; a call is recorded all the same."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from bot.answers.late import LATE_AFTER, is_too_late
from bot.sandbox.chats import Person, chat_of
from bot.words import claim_commands, commands
from bot.words.readers import read_command
from tests.bot.answers.test_whole_check import called
from tests.bot.conftest import LIMIN, NINE, World
from tests.factories import a_class, a_trainee, an_enrolment
from training.records.checks.calls import SpotCall
from training.records.checks.evidence import HeadCount
from training.records.checks.spot_checks import CheckVoiding

A_MOMENT = timedelta(milliseconds=1)
FINAL = (
    "结束",
    "结束 无法完成",
    "作废 抽错班",
    "更正 3 无误 听错了",
    "补抽",
    "批准 1a2b3c4d",
    "不批准 1a2b3c4d 不在",
    "撤回 第2张 发错了班",
    "确认 1a2b3c4d",
    "不予确认 1a2b3c4d 没有选错",
)
DECIDING = ("通过 1a2b3c4d-1", "退回 1a2b3c4d-1 看不清", "不通过 1a2b3c4d-1 假证")
HARMLESS = (
    "记 3 无误",
    "记 3 不符 电话",
    "下一位",
    "进度",
    "名单",
    "待查",
    "帮助",
    "我的",
    "电话查班 BT-1",
    "全景",
    "提醒",
)


@pytest.mark.parametrize("text", FINAL + DECIDING)
@pytest.mark.parametrize(("age", "asks"), [(-A_MOMENT, False), (timedelta(), False), (A_MOMENT, True)])
def test_what_ends_voids_or_overwrites_is_done_for_ten_minutes_and_then_asked_about(text, age, asks):
    command = read_command(text)

    assert not isinstance(command, (commands.NotUnderstood, commands.Incomplete))
    assert is_too_late(command, NINE - LATE_AFTER - age, None, NINE) is asks


@pytest.mark.parametrize("text", HARMLESS)
def test_anything_else_is_done_however_late(text):
    assert not is_too_late(read_command(text), NINE - timedelta(days=2), None, NINE)


@pytest.mark.parametrize("text", ["到课 5", "在线 5"])
@pytest.mark.parametrize(
    ("newest", "asks"), [(None, False), (NINE - A_MOMENT, False), (NINE, False), (NINE + A_MOMENT, True)]
)
def test_a_count_is_used_unless_a_newer_one_is_there_already(text, newest, asks):
    assert is_too_late(read_command(text), NINE, newest, NINE + timedelta(days=1)) is asks


def test_every_command_that_decides_a_claim_is_among_those_that_are_asked_about():
    deciding = {each for each in vars(claim_commands).values() if isinstance(each, type)}
    looking = {claim_commands.ShowClaim, claim_commands.ShowClaims, claim_commands.ClaimNumber}

    assert {type(read_command(text)) for text in DECIDING} == {
        each for each in deciding - looking if each.__module__ == claim_commands.__name__
    }


@pytest.fixture
def checking(chat: World, people: list[Person]) -> World:
    """李敏 checks BT-1 by telephone; seven are in it."""
    with chat.house.database.writing() as session:
        own = a_class(session, "BT-1", is_key_group=True)
        for place in range(1, 8):
            an_enrolment(session, own, a_trainee(session, f"学员{place}", f"1380000000{place}"), str(place))
    chat.ask(LIMIN, "电话查班 BT-1")
    return chat


def late(world: World, text: str, **span: float) -> str:
    """It was said so long ago, and comes only now."""
    world.organisation.lag_ms = int(timedelta(**span).total_seconds() * 1000)
    said = world.ask(LIMIN, text)
    world.organisation.lag_ms = 0
    return said


def is_voided(world: World) -> bool:
    with world.house.database.reading() as session:
        return session.scalars(select(CheckVoiding)).one_or_none() is not None


def heads(world: World) -> list[int]:
    with world.house.database.reading() as session:
        return list(session.scalars(select(HeadCount.heads).order_by(HeadCount.id)))


def test_a_void_of_two_days_ago_voids_nothing_and_is_offered_as_a_button(checking):
    asked = late(checking, "作废 抽错班", days=2)

    assert "还要办吗" in asked
    assert "02月28日 09:00:00 说的" in asked
    assert "content=作废 抽错班 #BT-1-市1)" in unquote(asked)
    assert not is_voided(checking)
    assert "已收回" in checking.ask(LIMIN, "作废 抽错班")
    assert is_voided(checking)


def test_a_call_that_names_its_trainee_is_recorded_however_late(checking):
    place = called(checking)

    assert "已记" in late(checking, f"记 {place} 无误", days=1)

    with checking.house.database.reading() as session:
        assert len(session.scalars(select(SpotCall)).all()) == 1


def test_an_older_count_that_comes_later_is_not_used_and_that_is_said(checking):
    checking.clock.pass_by(minutes=1)
    checking.ask(LIMIN, "到课 6")

    asked = late(checking, "到课 5", seconds=30)

    assert "已经记了别的数（09:01:00）" in asked
    assert "content=到课 5 #BT-1-市1)" in unquote(asked)
    assert heads(checking) == [6]
    assert "已记到课 5 人" in checking.ask(LIMIN, "到课 5")
    assert heads(checking) == [6, 5]


def test_of_two_counts_that_both_come_late_the_one_said_last_holds(checking):
    checking.clock.pass_by(minutes=5)
    late(checking, "到课 6", seconds=20)

    asked = late(checking, "到课 5", seconds=30)

    assert "还要办吗" in asked
    assert "已记到课 7 人" in late(checking, "到课 7", seconds=10)
    assert heads(checking) == [6, 7]


def test_what_has_no_time_of_its_own_is_done(checking):
    """A press of a card tells none."""
    before = checking._newest(chat_of(LIMIN))

    checking.organisation.press(LIMIN, "card", {"command": "作废 抽错班"})

    assert "已收回" in checking.answer_after(chat_of(LIMIN), before)
