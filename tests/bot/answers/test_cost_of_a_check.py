"""What a phone check costs of the month that DingTalk's free plan gives: counted in a whole conversation."""

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from sqlalchemy import select

from bot.sandbox.chats import chat_of
from bot.settings import DingTalkSettings
from tests.bot.answers.test_whole_check import a_picture, card_of
from tests.bot.conftest import JOURNAL, LIMIN, World, listening
from tests.factories import a_class, a_trainee, an_enrolment
from tests.patience import PATIENCE
from training.chat.terms import UsageKind
from training.outbox.rules.card_rest import CARD_REST
from training.records.chat import ApiUsage, ChatCard, ReceivedMessage

MOST = {UsageKind.MESSAGES: 26, UsageKind.CALLS: 10}
CHECKS_A_MONTH = 110
ROSTER, TO_CALL = 30, 10


@pytest.fixture
def before_class(world: World) -> World:
    """BT-1 with thirty trainees, of whom ten are to be called; nobody listens yet."""
    # On a busy machine a frame would come twice, and be counted twice.
    world.organisation.gateway.again_after = 60
    with world.house.database.writing() as session:
        own = a_class(session, "BT-1", is_key_group=True)
        for place in range(1, ROSTER + 1):
            an_enrolment(session, own, a_trainee(session, f"学员{place}", f"138000000{place:02}"), str(place))
    return world


def used_in(world: World, conversation: Callable[[World], None]) -> dict[UsageKind, int]:
    """As the meter counts it: frames and answers are messages, what is asked of an interface is a call."""
    with listening(world.house):
        conversation(world)
    with world.house.database.reading() as session:
        return {each.kind: each.count for each in session.scalars(select(ApiUsage).order_by(ApiUsage.id))}


def a_smooth_check(world: World, seconds_a_call: int) -> None:
    """From the word that draws to the verdict, and the card shows it."""
    assert "下一位：1号" in world.ask(LIMIN, "电话查班 BT-1")
    for place in range(1, TO_CALL + 1):
        # Not before what was said is done with: time that jumps over its lease would have it answered twice.
        settled(world)
        world.clock.pass_by(seconds=seconds_a_call)
        assert f"已记 {place}号" in world.ask(LIMIN, f"记 {place} 无误")
    assert "已记到课 26 人，已留存 1 张照片，标为全景" in world.show_and_say(
        LIMIN, a_picture(), "到课 26 全景"
    )
    assert "结论：合格" in world.ask(LIMIN, "结束")
    assert "总出勤率达到" in card_of(world, LIMIN, "合格")


def settled(world: World) -> None:
    """Every message is answered and out of the journal, and no card is being drawn."""
    open_ones = select(ReceivedMessage.id).where(ReceivedMessage.settled_at.is_(None))
    cards = select(ChatCard).where(ChatCard.is_due).order_by(ChatCard.id)
    for _ in range(PATIENCE * 20):
        with world.house.database.reading() as session:
            is_open = session.scalar(open_ones.limit(1)) is not None
            if not is_open and all(map(rests, session.scalars(cards))) and not in_journal(world):
                return
        world.organisation.chats.wait_for(chat_of(LIMIN), lambda entry: False, 0.05)
    raise AssertionError("a message was never done with")


def in_journal(world: World) -> int:
    """How many messages the journal beside the database holds; each leaves only after it was answered."""
    if world.house.journal is None:
        return 0
    with closing(sqlite3.connect(world.house.settings.instance / JOURNAL)) as journal:
        return int(journal.execute("SELECT count(*) FROM received").fetchone()[0])


def rests(card: ChatCard) -> bool:
    """Until its rest is over, not in the hands of a bot."""
    return card.delivered_at is not None and card.leased_until == card.delivered_at + CARD_REST


@pytest.mark.parametrize("seconds_a_call", [0, 60, 80, 180])
def test_a_smooth_check_of_ten_calls_costs_so_little_that_the_free_month_carries_a_hundred_and_ten(
    before_class, seconds_a_call
):
    used = used_in(before_class, lambda world: a_smooth_check(world, seconds_a_call))

    assert used[UsageKind.MESSAGES] == MOST[UsageKind.MESSAGES]
    assert used[UsageKind.CALLS] <= MOST[UsageKind.CALLS]
    limits = DingTalkSettings().limits
    assert all(CHECKS_A_MONTH * most <= limits[kind] for kind, most in MOST.items())


def test_picture_count_and_panorama_come_in_one_message_or_one_after_the_other(before_class):
    def conversation(world: World) -> None:
        world.ask(LIMIN, "电话查班 BT-1")
        world.show(LIMIN, a_picture())
        after_the_picture = world.ask(LIMIN, "到课 26 全景")
        together = world.show_and_say(LIMIN, a_picture(40), "全景，到课25人")

        assert "已记到课 26 人" in after_the_picture
        assert "全景 1 张" in after_the_picture
        assert "到课 25/30，全景 2 张" in together

    used_in(before_class, conversation)


def test_a_count_that_is_refused_leaves_the_picture_that_came_with_it_kept(before_class):
    def conversation(world: World) -> None:
        world.ask(LIMIN, "电话查班 BT-1")

        answered = world.show_and_say(LIMIN, a_picture(), "到课 99 全景")

        assert "已留存 1 张照片，标为全景" in answered
        assert "到课没有记：到课人数应为" in answered

    used_in(before_class, conversation)
