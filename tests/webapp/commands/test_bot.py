"""`chaban bot`: only it needs DingTalk's secrets; what was used of the quota is shown."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event, Thread

import pytest
from werkzeug.serving import make_server

from bot.sandbox.chats import ROBOT, Person, chat_of
from bot.sandbox.gateway import Gateway
from bot.sandbox.server import create_organisation, create_sandbox
from tests.checkout import CHECKOUT
from tests.patience import PATIENCE
from tests.webapp.commands.conftest import rows
from training.chat.acts.count_usage import Plan, count_usage
from training.chat.terms import UsageKind
from training.records.chat import ReceivedMessage

SECONDS = 60


@pytest.mark.parametrize("name", ["DINGTALK_CLIENT_ID", "DINGTALK_CLIENT_SECRET"])
def test_a_missing_secret_stops_the_bot_by_its_name_and_nothing_else(chaban, monkeypatch, name):
    for each in {"DINGTALK_CLIENT_ID", "DINGTALK_CLIENT_SECRET"} - {name}:
        monkeypatch.setenv(each, "something")

    said = chaban("bot")

    assert said.exit_code == 2
    assert name in said.stderr
    assert chaban("staff", "list").exit_code == 0


def test_the_usage_of_this_month_is_shown_against_the_plan(chaban, monkeypatch):
    monkeypatch.setenv("DINGTALK_MONTHLY_CALLS", "200")
    plan = Plan("钉钉", {UsageKind.CALLS: 200, UsageKind.MESSAGES: 3000})
    with chaban.database.writing() as session:
        count_usage(session, {UsageKind.CALLS: 50}, plan, now=datetime.now(UTC))

    assert rows(chaban("bot", "usage").stdout) == [
        ["接口调用", "50", "200", "25%"],
        ["消息", "0", "3000", "0%"],
    ]


@pytest.fixture
def organisation(chaban, monkeypatch):
    """DingTalk's stand-in for the bot as a process of its own; 李敏 is registered."""
    chaban("staff", "add", "--name", "李敏", "--role", "city", "--dingtalk-id", "limin")
    made = create_organisation("ding1", "secret", lambda: [Person("limin", "李敏")], Gateway(again_after=1))
    made.gateway.start()
    server = make_server("127.0.0.1", 0, create_sandbox(made), threaded=True)
    made.address = f"http://127.0.0.1:{server.server_port}"
    for name, value in {
        "DINGTALK_CLIENT_ID": "ding1",
        "DINGTALK_CLIENT_SECRET": "secret",
        "DINGTALK_OPENAPI_ENDPOINT": made.address,
        "PYTHONPATH": str(CHECKOUT),
    }.items():
        monkeypatch.setenv(name, value)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield made
    made.gateway.stop()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def start(chaban):
    """Starts bots; whatever still runs at the end is ended."""
    started: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "webapp.cli", "bot"]
        started.append(subprocess.Popen(command, cwd=chaban.folder, env=os.environ.copy()))
        return started[-1]

    yield begin
    for each in started:
        each.kill()
        each.wait()


def answers(organisation) -> list[str]:
    said = organisation.chats.after(chat_of("limin"), 0)
    return [each.content["text"] for each in said if each.sender == ROBOT]


def wait_for_answer(organisation, count: int = 1) -> None:
    found = organisation.chats.wait_for(
        chat_of("limin"), lambda _: len(answers(organisation)) >= count, SECONDS
    )
    assert found is not None, "nothing was answered"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_the_bot_answers_and_stops_cleanly_when_it_is_told(organisation, start, number):
    bot = start()
    organisation.say("limin", "我的")
    wait_for_answer(organisation)

    bot.send_signal(number)

    assert bot.wait(timeout=PATIENCE) == 0
    assert "市级人员" in answers(organisation)[0]


def test_a_bot_killed_in_the_middle_is_resumed_by_another_without_a_second_answer(
    organisation, start, chaban
):
    """Its answer cannot go out; it dies; the next one finds what it had received and done."""
    organisation.gateway.faults.webhooks_end = True
    organisation.gateway.faults.quota = "calls"
    first = start()
    organisation.say("limin", "我的")
    # The alert of the empty quota is written when the answer has been refused, and not before.
    _wait_until(lambda: chaban.counts().get("alert") == 1)
    first.kill()
    first.wait()
    organisation.gateway.faults.webhooks_end = False
    organisation.gateway.faults.quota = ""
    with chaban.database.writing() as session:
        # As if its lease had run out and the hour had come in which the quota is tried again.
        left = session.query(ReceivedMessage).one()
        left.leased_until, left.due_at = datetime(2020, 1, 1, tzinfo=UTC), None

    start()
    # The alert of the empty quota is told too, before or after.
    wait_for_answer(organisation, 2)

    assert chaban.counts()["staff_link"] == 1
    _wait_until(lambda: _settled(chaban))
    assert sum("市级人员" in each for each in answers(organisation)) == 1


def test_a_bot_killed_right_after_it_acknowledged_loses_nothing_though_the_database_was_held(
    organisation, start, chaban
):
    """DingTalk never brings again what was acknowledged: the next bot finds it beside the database."""
    organisation.gateway.again_after = 3600
    first = start()
    _wait_until(lambda: len(organisation.gateway.connections) == 1)
    with _held(chaban):
        organisation.say("limin", "我的")
        _wait_until(lambda: organisation.gateway.waiting() == 0)
        first.kill()
        first.wait()
    before = chaban.counts().get("received_message", 0)

    start()
    wait_for_answer(organisation)

    assert before == 0
    assert "市级人员" in answers(organisation)[0]
    assert (chaban.counts()["received_message"], chaban.counts()["staff_link"]) == (1, 1)


@contextmanager
def _held(chaban) -> Iterator[None]:
    """Another process writes for long."""
    writer = sqlite3.connect(str(chaban.database.engine.url.database), isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        writer.execute("ROLLBACK")
        writer.close()


def test_two_bots_answer_each_message_once(organisation, start, chaban):
    start(), start()
    _wait_until(lambda: len(organisation.gateway.connections) == 2)
    organisation.gateway.faults.duplicate = 20

    for _ in range(10):
        organisation.say("limin", "我的")
    wait_for_answer(organisation, 10)

    assert chaban.counts()["received_message"] == 10
    assert chaban.counts()["staff_link"] == 10
    assert len(answers(organisation)) == 10


def _wait_until(holds) -> None:
    for _ in range(SECONDS * 20):
        if holds():
            return
        Event().wait(0.05)
    raise AssertionError("it never came to hold")


def _settled(chaban) -> bool:
    with chaban.database.reading() as session:
        return session.query(ReceivedMessage).one().settled_at is not None
