"""What was said long ago, or before something newer, asks again; a call is recorded all the same."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from bot.answers.late import LATE_AFTER, is_too_late
from bot.sandbox.chats import Person, chat_of
from bot.words import claim_commands, commands
from bot.words.readers import read_command
from tests.bot.answers.chatting import buttons_of
from tests.bot.answers.test_whole_check import a_picture, called
from tests.bot.conftest import LIMIN, NINE, World
from tests.factories import a_class, a_trainee, an_enrolment
from tests.training.checks.checking import enrol
from training.records.checks.calls import SpotCall
from training.records.checks.confirmations import Confirmation
from training.records.checks.evidence import Evidence, HeadCount
from training.records.checks.spot_checks import CheckVoiding, SpotCheck

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


def waiting(world: World) -> int:
    """How often a second person was asked."""
    with world.house.database.reading() as session:
        return len(session.scalars(select(Confirmation.id).order_by(Confirmation.id)).all())


def heads(world: World) -> list[int]:
    with world.house.database.reading() as session:
        return list(session.scalars(select(HeadCount.heads).order_by(HeadCount.id)))


def test_a_void_of_long_ago_voids_nothing_and_is_offered_as_a_button(checking):
    checking.clock.pass_by(minutes=12)

    asked = late(checking, "作废 抽错班", minutes=11)

    assert "还要办吗" in asked
    assert "03月02日 09:01:00 说的" in asked
    assert "content=作废 抽错班 #BT-1-市1)" in unquote(asked)
    assert not is_voided(checking)
    assert waiting(checking) == 0
    assert "已请第二人确认作废 BT-1-市1" in checking.ask(LIMIN, "作废 抽错班")
    assert waiting(checking) == 1


def test_a_call_that_names_its_trainee_is_recorded_however_late(checking):
    place = called(checking)
    checking.clock.pass_by(hours=2)

    assert "已记" in late(checking, f"记 {place} 无误", hours=2)

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


def test_a_call_that_is_told_late_was_over_when_it_was_told(checking):
    begun = checking.clock()
    checking.clock.pass_by(minutes=50)

    assert "已记" in late(checking, "记 1 无误", minutes=47)

    with checking.house.database.reading() as session:
        (call,) = session.scalars(select(SpotCall))
    assert (call.started_at, call.ended_at) == (begun, begun + timedelta(minutes=3))
    assert call.recorded_at == checking.clock()


def test_a_call_that_is_told_before_its_number_was_shown_again_takes_no_time(checking):
    checking.clock.pass_by(minutes=4)
    checking.ask(LIMIN, "拨 1")

    assert "已记" in late(checking, "记 1 无误", minutes=1)

    with checking.house.database.reading() as session:
        (call,) = session.scalars(select(SpotCall))
    assert call.started_at == call.ended_at == checking.clock()


@pytest.fixture
def in_two(checking: World) -> World:
    """Three minutes later she begins BT-2; another minute has passed since."""
    with checking.house.database.writing() as session:
        enrol(session, "BT-2", 7)
    checking.clock.pass_by(minutes=3)
    checking.ask(LIMIN, "电话查班 BT-2")
    checking.clock.pass_by(minutes=1)
    return checking


def numbers(world: World, record: type) -> list[str]:
    """The check of each."""
    own = select(SpotCheck.number).join(record, record.check_id == SpotCheck.id)
    with world.house.database.reading() as session:
        return list(session.scalars(own.order_by(record.id)))


def again(asked: str, words: str) -> list[str]:
    """The buttons of an answer that say these words for a check."""
    return [each for each in buttons_of(asked) if each.startswith(f"{words} #")]


def test_what_was_said_of_one_check_is_not_recorded_in_another_that_was_begun_since(in_two):
    asked = late(in_two, "记 1 无误", minutes=2)

    assert "哪一次检查？" in asked
    assert "检查 BT-2-市1（电工（五级）BT-2班）还没有打开，没有办理" in asked
    assert numbers(in_two, SpotCall) == []
    both = again(asked, "记 1 无误")
    assert both == ["记 1 无误 #BT-2-市1:0", "记 1 无误 #BT-1-市1:0"]
    for _ in range(2):
        in_two.ask(LIMIN, both[1])
    assert numbers(in_two, SpotCall) == ["BT-1-市1"]


@pytest.mark.parametrize("words", ["作废 点错了", "到课 7", "结束 无法完成", "全景", "更正 1 无误 听错了"])
def test_whatever_names_no_check_asks_where_another_was_shown_since(words, in_two):
    asked = late(in_two, words, minutes=2)

    assert "哪一次检查？" in asked
    assert len(again(asked, words)) == 2
    assert not is_voided(in_two)
    assert heads(in_two) == []


def test_what_was_said_after_the_check_was_shown_is_done_in_it_however_late(in_two):
    in_two.clock.pass_by(minutes=30)

    assert "已记" in late(in_two, "记 1 无误", minutes=31)

    assert numbers(in_two, SpotCall) == ["BT-2-市1"]


def test_what_names_its_check_is_done_in_it_though_another_was_shown_since(in_two):
    assert "已记" in late(in_two, "记 1 无误 #BT-1-市1", minutes=2)

    assert numbers(in_two, SpotCall) == ["BT-1-市1"]


def test_a_look_at_the_same_check_makes_no_earlier_word_ask(in_two):
    in_two.ask(LIMIN, "进度 #BT-2-市1")
    in_two.ask(LIMIN, "电话查班 BT-2")

    assert "已记" in late(in_two, "记 1 无误", minutes=1)


def test_the_slip_of_before_is_not_offered_for_the_check_of_now(in_two):
    asked = late(in_two, "际 1 无误", minutes=2)

    assert again(asked, "记 1 无误") == []
    offered = again(asked, "际 1 无误")
    assert offered == ["际 1 无误 #BT-2-市1", "际 1 无误 #BT-1-市1"]
    assert again(in_two.ask(LIMIN, offered[1]), "记 1 无误") == ["记 1 无误 #BT-1-市1:0"]


def test_words_too_long_to_stand_on_every_button_are_to_be_said_again(in_two):
    words = "作废 " + "很长的原因" * 20

    asked = late(in_two, words, minutes=2)

    assert [each for each in buttons_of(asked) if "#" in each] == ["进度 #BT-2-市1", "进度 #BT-1-市1"]
    assert not is_voided(in_two)


def test_a_picture_of_before_is_kept_nowhere_and_that_is_said_with_how_to_send_it_again(in_two):
    in_two.organisation.lag_ms = 120_000
    asked = in_two.show_and_say(LIMIN, a_picture(), "到课 7 全景")
    in_two.organisation.lag_ms = 0

    assert "照片没有收下，请先点要查的那一个，再发一次" in asked
    assert "例如“＃BT-2-市1”" in asked
    assert [each for each in buttons_of(asked) if "#" in each] == ["进度 #BT-2-市1", "进度 #BT-1-市1"]
    assert (numbers(in_two, Evidence), heads(in_two)) == ([], [])
    assert "已留存 1 张照片" in in_two.show_and_say(LIMIN, a_picture(), "#BT-1-市1")
    assert numbers(in_two, Evidence) == ["BT-1-市1"]


def test_a_file_of_before_is_kept_nowhere_and_that_is_said(in_two):
    in_two.organisation.lag_ms = 120_000

    asked = in_two.hand_over(LIMIN, "直播.xlsx", b"file")

    assert "文件没有收下，请先点要查的那一个，再发一次。" in asked
    assert [each for each in buttons_of(asked) if "#" in each] == ["进度 #BT-2-市1", "进度 #BT-1-市1"]


def test_of_two_that_run_help_does_not_choose_by_a_word_of_before(in_two):
    assert "现在可以说" not in late(in_two, "帮助", minutes=2)
