"""The link to DingTalk: it hears everything once, notices a dead line, and comes back by itself."""

import json
from threading import Event
from threading import enumerate as living_threads

import pytest
from dingtalk_stream.version import VERSION_STRING
from sqlalchemy import select

from bot.line.stream import Patience
from bot.sandbox.chats import chat_of
from bot.sandbox.gateway import MESSAGES, PRESSES
from tests.bot.conftest import LIMIN, QUICK, World, house_for, listening, settings_for
from tests.bot.line.test_desk import outcomes
from tests.patience import PATIENCE
from training.records.chat import ReceivedMessage


def wait_until(holds, event: Event | None = None) -> bool:
    """Looks until it holds, for as long as a loaded machine may need."""
    ticks = event or Event()
    for _ in range(PATIENCE * 50):
        if holds():
            return True
        ticks.wait(0.02)
    return False


def test_a_message_that_comes_twice_is_answered_once(chat):
    chat.organisation.gateway.faults.duplicate = 1

    chat.ask(LIMIN, "我的")
    chat.ask(LIMIN, "待查")

    assert wait_until(lambda: outcomes(chat) == ["answered"] * 2)
    assert len(chat.answers(LIMIN)) == 2


def test_a_message_that_was_lost_on_the_way_comes_again(chat):
    chat.organisation.gateway.faults.drop = 1

    assert "李敏" in chat.ask(LIMIN, "我的")


@pytest.mark.parametrize("frame", ["no JSON", "[" * 200_000])
def test_a_frame_that_cannot_be_read_is_passed_over(chat, frame):
    chat.ask(LIMIN, "待查")

    chat.organisation.gateway.send_raw(frame)

    assert "李敏" in chat.ask(LIMIN, "我的")
    assert chat.organisation.gateway.opened == 1


def test_every_message_is_acknowledged(chat):
    chat.ask(LIMIN, "我的")

    assert wait_until(lambda: chat.organisation.gateway.waiting() == 0)


def test_when_dingtalk_asks_to_leave_the_bot_comes_back_and_nothing_is_lost(chat):
    chat.ask(LIMIN, "待查")
    chat.organisation.gateway.disconnect_all()

    assert wait_until(lambda: chat.organisation.gateway.opened == 2)
    assert "李敏" in chat.ask(LIMIN, "我的")


def test_a_cut_line_is_dialled_again(chat):
    chat.ask(LIMIN, "待查")
    chat.organisation.gateway.close_all()

    assert "李敏" in chat.ask(LIMIN, "我的")


def test_a_line_that_is_silently_dead_is_noticed_and_dialled_again(world):
    gateway = world.organisation.gateway
    with listening(world.house, Patience(silence=0.5, first_pause=0.05, longest_pause=0.2)):
        assert wait_until(lambda: gateway.opened >= 1)
        gateway.faults.is_frozen = True
        world.organisation.say(LIMIN, "我的")
        assert wait_until(lambda: gateway.opened >= 2)
        gateway.faults.is_frozen = False

        assert "李敏" in world.answer_after(chat_of(LIMIN), 0)


def test_a_line_with_pings_is_left_alone(world):
    gateway = world.organisation.gateway
    gateway.ping_every = 0.1
    with listening(world.house, Patience(silence=2, first_pause=0.05)):
        assert wait_until(lambda: gateway.opened == 1)
        Event().wait(2.5)

        assert gateway.opened == 1


def test_a_gateway_that_hangs_up_at_once_is_not_besieged(world):
    gateway = world.organisation.gateway
    gateway.faults.hangs_up = True
    with listening(world.house, Patience(first_pause=60, longest_pause=60)):
        assert wait_until(lambda: gateway.opened >= 1)
        Event().wait(1)

        assert gateway.opened == 1


def test_a_gateway_that_refuses_is_asked_again_until_it_lets_in(world):
    world.organisation.client_secret = "another"
    with listening(world.house, QUICK):
        Event().wait(0.3)
        world.organisation.client_secret = "secret"

        assert "李敏" in world.ask(LIMIN, "我的")


def test_frames_that_make_no_sense_harm_nobody(chat):
    chat.ask(LIMIN, "待查")
    for connection in chat.organisation.gateway.connections:
        for frame in ("no json", "[]", '{"type": "CALLBACK"}', json.dumps({"type": "SYSTEM", "headers": {}})):
            connection.send(frame)
    chat.organisation.gateway.push(MESSAGES, {"msgtype": "text"})

    assert "李敏" in chat.ask(LIMIN, "我的")


def test_a_running_bot_answers_a_second_after_it_was_throttled(chat):
    chat.organisation.answers.fail("send_by_session", "per_second")
    chat.organisation.say(LIMIN, "我的")
    assert wait_until(lambda: waits(chat))
    before = len(chat.answers(LIMIN))

    chat.clock.pass_by(seconds=1)

    assert wait_until(lambda: len(chat.answers(LIMIN)) == 1)
    assert before == 0


def waits(world: World) -> bool:
    with world.house.database.reading() as session:
        return session.scalar(select(ReceivedMessage.due_at)) is not None


def test_a_frame_of_more_than_a_mebibyte_does_not_drop_the_line(chat):
    said = "我的" + " " * (3 * 2**20)

    assert "李敏" in chat.ask(LIMIN, said)
    assert "李敏" in chat.ask(LIMIN, "我的")
    assert chat.organisation.gateway.opened == 1


def test_the_connection_is_asked_for_in_the_words_of_the_library(chat):
    chat.ask(LIMIN, "待查")

    assert chat.organisation.opened_with["ua"] == f"dingtalk-sdk-python/v{VERSION_STRING}-union"
    assert {each["topic"] for each in chat.organisation.opened_with["subscriptions"]} == {
        MESSAGES,
        PRESSES,
        "*",
    }


def test_a_bot_stops_when_it_is_told_even_where_nobody_answers(world, tmp_path):
    settings = settings_for(world.organisation, tmp_path, DINGTALK_OPENAPI_ENDPOINT="http://127.0.0.1:9")
    house = house_for(settings, world.house.database, world.clock)

    with listening(house):
        Event().wait(0.2)

    assert [each.name for each in living_threads() if each.name in ("rounds", "meetings", "waiting")] == []
