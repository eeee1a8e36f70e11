"""Nothing that was said is lost, done twice, or left without an answer."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext

import pytest
from sqlalchemy import event, func, select

import bot.line.desk
from bot.answers.handlers import LOOKS
from bot.line.desk import receive, serve
from bot.line.heard import Heard, hear_message
from bot.line.lanes import Lanes
from bot.line.rounds import resume
from bot.line.sending import Answer
from bot.sandbox.chats import Person, chat_of
from bot.words import commands, correction_commands
from bot.words.batch_commands import ShowBatch, ShowBatchDay, ShowBatches
from bot.words.claim_commands import ShowClaims
from bot.words.confirmation_commands import ShowConfirmations
from bot.words.readers import read_command
from bot.words.round_commands import ShowOrders, ShowRound
from tests.bot.conftest import LIMIN, World, house_for, listening, settings_for
from tests.factories import a_class, a_trainee, an_enrolment
from training.chat.acts.keep_reply import keep_reply
from training.chat.acts.take_message import take_message
from training.chat.terms import UsageKind
from training.records.chat import ApiUsage, ReceivedMessage
from training.records.outbox.alerts import Alert
from training.records.staff.staff import StaffLink


def heard(world: World, text: str, message_id: str = "m1", **said: object) -> Heard:
    message = {
        "msgId": message_id,
        "senderStaffId": LIMIN,
        "conversationType": "1",
        "conversationId": chat_of(LIMIN),
        "msgtype": "text",
        "text": {"content": text},
        "sessionWebhook": world.organisation.webhook_for(chat_of(LIMIN)),
        "sessionWebhookExpiredTime": 4_000_000_000_000,
    }
    return hear_message("f", message | said)


def count(world: World, record: type) -> int:
    with world.house.database.reading() as session:
        return session.scalar(select(func.count()).select_from(record)) or 0


def outcomes(world: World) -> list[str]:
    with world.house.database.reading() as session:
        return list(session.scalars(select(ReceivedMessage.outcome).order_by(ReceivedMessage.id)))


def test_the_same_message_is_received_once_however_many_bots_hear_it(world):
    said = heard(world, "我的")

    with ThreadPoolExecutor(4) as bots:
        keys = list(bots.map(lambda _: receive(world.house, said), range(4)))

    assert sum(key is not None for key in keys) == 1


def test_what_was_said_is_forgotten_once_it_is_answered(world):
    key = receive(world.house, heard(world, "我的"))
    serve(world.house, key)

    with world.house.database.reading() as session:
        row = session.get_one(ReceivedMessage, key)
        assert (row.request, row.reply, row.outcome) == (None, None, "answered")
    assert len(world.answers(LIMIN)) == 1


def test_a_bot_that_died_before_the_act_is_taken_over(world):
    receive(world.house, heard(world, "我的"))

    world.clock.pass_by(seconds=46)
    lanes = Lanes()
    resume(world.house, lanes)
    lanes.finish(wait_for_all=True)

    assert outcomes(world) == ["answered"]
    assert count(world, StaffLink) == 1


def test_a_message_is_left_to_the_bot_that_works_on_it(world):
    receive(world.house, heard(world, "我的"))

    world.clock.pass_by(seconds=44)
    lanes = Lanes()
    resume(world.house, lanes)
    lanes.finish(wait_for_all=True)

    assert outcomes(world) == [""]


def test_a_bot_that_died_after_the_act_answers_without_acting_again(world):
    said = heard(world, "我的")
    key = receive(world.house, said)
    assert bot.line.desk._act(world.house, key, said) is not None

    serve(world.house, key)

    assert count(world, StaffLink) == 1
    assert outcomes(world) == ["answered"]
    assert len(world.answers(LIMIN)) == 1


def test_an_address_that_ended_is_replaced_by_the_robot_itself(world):
    key = receive(world.house, heard(world, "待查", sessionWebhookExpiredTime=1))
    serve(world.house, key)

    assert len(world.answers(LIMIN)) == 1
    assert outcomes(world) == ["answered"]


def test_an_address_that_ended_before_its_time_is_replaced_too(world):
    world.organisation.gateway.faults.webhooks_end = True

    serve(world.house, receive(world.house, heard(world, "待查")))

    assert len(world.answers(LIMIN)) == 1


def test_an_empty_quota_is_told_to_the_administrator_and_the_answer_waits(world):
    world.organisation.gateway.faults.webhooks_end = True
    world.organisation.gateway.faults.quota = "calls"
    key = receive(world.house, heard(world, "待查"))

    serve(world.house, key)

    with world.house.database.reading() as session:
        alert = session.scalars(select(Alert)).one()
        assert "额度已用完" in alert.text
        assert alert.audience == "administrator"
    assert (world.answers(LIMIN), outcomes(world)) == ([], [""])
    world.organisation.gateway.faults.quota = ""
    serve(world.house, key)
    assert (len(world.answers(LIMIN)), outcomes(world)) == (1, ["answered"])


def test_a_message_kept_back_for_the_quota_raises_an_alert_and_is_no_silence(world):
    serve(world.house, receive(world.house, heard(world, "", errCode=20001)))

    assert count(world, Alert) == 1
    assert "额度已用完" in world.answers(LIMIN)[0]


def test_a_message_that_can_never_be_answered_is_given_up(world):
    gone = heard(world, "待查", senderStaffId="", sessionWebhookExpiredTime=1)

    serve(world.house, receive(world.house, gone))

    assert outcomes(world) == ["given up"]


@pytest.mark.parametrize(("hours", "outcome"), [(22, "answered"), (26, "given up")])
def test_an_answer_that_the_quota_stops_waits_for_a_day_and_no_longer(world, hours, outcome):
    world.organisation.gateway.faults.webhooks_end = True
    world.organisation.gateway.faults.quota = "calls"
    receive(world.house, heard(world, "待查"))

    _resume_for(world, hours)
    world.organisation.gateway.faults.quota = ""
    _resume_for(world, 2)

    assert outcomes(world) == [outcome]


def _resume_for(world, hours):
    for _ in range(0, hours, 2):
        world.clock.pass_by(hours=2)
        lanes = Lanes()
        resume(world.house, lanes)
        lanes.finish(wait_for_all=True)


def test_a_fault_is_an_apology_with_a_number_and_no_half_act(world, monkeypatch):
    monkeypatch.setitem(bot.answers.handlers.HANDLERS, bot.words.commands.ShowMe, _broken)

    serve(world.house, receive(world.house, heard(world, "我的")))

    assert "编号" in world.answers(LIMIN)[0]
    assert "secret" not in world.answers(LIMIN)[0]
    assert outcomes(world) == ["answered"]


def _broken(asking, command):
    raise RuntimeError("secret 13800000001")


def test_received_messages_and_answers_are_counted(world):
    for number in range(3):
        serve(world.house, receive(world.house, heard(world, "待查", f"m{number}")))
    serve(world.house, receive(world.house, heard(world, "待查", "m9", sessionWebhookExpiredTime=1)))

    world.house.note_usage()
    with world.house.database.reading() as session:
        counts = {row.kind: row.count for row in session.scalars(select(ApiUsage))}
    assert counts == {UsageKind.MESSAGES: 4 + 3, UsageKind.CALLS: 1}


@pytest.mark.parametrize("bots", [1, 2])
def test_two_hundred_who_chat_at_once_are_all_answered_once(world, people, tmp_path, bots):
    crowd = [f"crowd-{number}" for number in range(200)]
    people.extend(Person(each, each) for each in crowd)
    world.organisation.gateway.again_after = 30
    other = house_for(settings_for(world.organisation, tmp_path), world.house.database, world.clock)
    second = listening(other) if bots == 2 else nullcontext()
    with listening(world.house), second, ThreadPoolExecutor(20) as phones:
        answers = list(phones.map(lambda who: world.ask(who, "待查"), crowd))

    assert all("userid：crowd-" in each for each in answers)
    assert [len(world.answers(each)) for each in crowd] == [1] * 200
    assert outcomes(world) == ["answered"] * 200


LOOKING = {
    commands.Due: "待查",
    commands.Help: "帮助",
    commands.Incomplete: "班级",
    commands.NotUnderstood: "今天天气怎么样呀",
    ShowBatch: "批次 1",
    ShowBatchDay: "批次 CJDE1 3月2日",
    ShowBatches: "批次",
    ShowClaims: "待审",
    commands.ShowClass: "班级 BT-1",
    correction_commands.ShowCorrection: "补卡 0000abcd",
    correction_commands.ShowCorrections: "补卡",
    commands.ShowHours: "学时 王芳",
    commands.PrepareCheck: "查班 BT-1",
    ShowConfirmations: "确认",
    ShowOrders: "我的任务",
    ShowRound: "今日抽查",
}


@pytest.mark.parametrize("kind", sorted(LOOKS, key=lambda each: each.__name__))
def test_whoever_only_looks_writes_nothing_but_the_receipt_and_its_end(world, kind):
    with world.house.database.writing() as session:
        an_enrolment(session, a_class(session, "BT-1", is_key_group=True), a_trainee(session, "王芳"), "1")
    assert type(read_command(LOOKING[kind])) is kind
    key, said = receive(world.house, heard(world, LOOKING[kind])), heard(world, LOOKING[kind])

    with statements(world) as done:
        found = bot.line.desk._act(world.house, key, said)

    assert found is not None
    assert [
        each for each in done if not each.startswith(("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK"))
    ] == []


def test_what_was_looked_up_and_answered_is_not_answered_again(world):
    key = receive(world.house, heard(world, "帮助"))

    serve(world.house, key, heard(world, "帮助"))
    serve(world.house, key, heard(world, "帮助"))

    assert len(world.answers(LIMIN)) == 1
    assert outcomes(world) == ["answered"]


@contextmanager
def statements(world: World) -> Iterator[list[str]]:
    """What the database is asked meanwhile, but for the beginnings of transactions."""
    done: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            done.append(statement)

    event.listen(world.house.database.engine, "before_cursor_execute", note)
    yield done
    event.remove(world.house.database.engine, "before_cursor_execute", note)


def test_what_one_bot_has_done_is_not_refused_by_another_that_came_too_late(world):
    said = heard(world, "", msgtype="picture", content={"downloadCode": "gone"})
    key = receive(world.house, said)
    with world.house.database.writing() as session:
        done = Answer("已留存", "已留存 1 张照片", is_private=False, has_card=False)
        keep_reply(take_message(session, key), done.to_json(), now=world.clock())

    serve(world.house, key, said)

    assert world.answers(LIMIN) == ["已留存 1 张照片"]
