"""Real workers under load, killed at any moment: nothing is lost, nothing is sent twice."""

import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event

import pytest
from sqlalchemy import func, select, update

from notifications.sandbox.server import STAND_IN, StandIn, create_sandbox
from tests.checkout import CHECKOUT
from tests.notifications.conftest import served, until
from tests.patience import PATIENCE
from training.database import Database
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.outbox.terms import MessageState
from training.records.outbox.messages import OutgoingMessage

TRAINEES = 120
OPEN = (MessageState.CREATED, MessageState.SENDING, MessageState.UNKNOWN)


@dataclass
class House:
    """An outbox with one message for each trainee, a stand-in of the provider, and workers on both."""

    database: Database
    stand_in: StandIn
    environment: dict[str, str]

    @contextmanager
    def worker(self) -> Iterator[subprocess.Popen[bytes]]:
        """A worker as an operator starts it; whatever happens it is gone afterwards."""
        command = [sys.executable, "-m", "webapp.cli", "worker"]
        process = subprocess.Popen(command, cwd=CHECKOUT, env=self.environment)
        try:
            yield process
        finally:
            process.kill()
            process.wait()

    def received(self) -> Counter[str]:
        """How many messages each trainee has on the phone."""
        return Counter(message.phone for message in list(self.stand_in.phones.messages))

    def count(self, *states: MessageState) -> int:
        with self.database.reading() as session:
            counted = select(func.count()).where(OutgoingMessage.state.in_(states))
            return session.scalar(counted) or 0

    def a_minute_later(self) -> None:
        """As far as the outbox is concerned: leases run out, look-ups are due."""
        before = datetime.now(UTC) - timedelta(seconds=1)
        with self.database.writing() as session:
            held = update(OutgoingMessage).where(OutgoingMessage.state == MessageState.SENDING)
            session.execute(held.values(leased_until=before))
            doubtful = update(OutgoingMessage).where(OutgoingMessage.state == MessageState.UNKNOWN)
            session.execute(doubtful.values(look_up_at=before))


@pytest.fixture
def house(database: Database, database_url: str, tmp_path: Path) -> Iterator[House]:
    sandbox = create_sandbox("AC1", "token")
    with served(sandbox) as provider:
        own = {
            "CHABAN_INSTANCE": str(tmp_path / "instance"),
            "CHABAN_DATA_KEY": b64encode(b"d" * 32).decode(),
            "CHABAN_INDEX_KEY": b64encode(b"i" * 32).decode(),
            "CHABAN_SECRET_KEY": "s" * 32,
            # Where nobody listens: the receipts are lost, so only look-ups can clear a doubt.
            "CHABAN_PUBLIC_URL": "http://127.0.0.1:1",
            "DATABASE_URL": database_url,
            "SMS_SENDER": "twilio",
            "SMS_PER_SECOND": "1000",
            "TWILIO_ACCOUNT_SID": "AC1",
            "TWILIO_AUTH_TOKEN": "token",
            "TWILIO_FROM": "+15005550006",
            "TWILIO_API_BASE": provider,
        }
        _write(database)
        yield House(database, sandbox.extensions[STAND_IN], os.environ | own)


def _write(database: Database) -> None:
    now = datetime.now(UTC)
    said = {"class_short_name": "电工3班", "half_day": "上午", "until": "08:45", "link": ""}
    with database.writing() as session:
        for place in range(TRAINEES):
            phone = str(13800000000 + place)
            draft = MessageDraft("missing_in", said, phone, f"missing_in:{place}", now + timedelta(hours=1))
            write_message(session, draft, now=now)


def test_workers_killed_at_any_moment_lose_nothing_and_double_nothing(house):
    chance = Random(20260302)
    for _ in range(2):
        before = len(house.stand_in.phones.messages)
        enough = min(before + chance.randint(5, 30), TRAINEES)
        with house.worker():
            until(lambda enough=enough: len(house.stand_in.phones.messages) >= enough)
            Event().wait(chance.random() / 50)
    house.a_minute_later()

    with house.worker():
        until(lambda: house.count(*OPEN) == 0)

    assert len(house.received()) == TRAINEES
    assert set(house.received().values()) == {1}
    assert house.count(MessageState.SENT, MessageState.DELIVERED) == TRAINEES


def test_two_workers_at_once_send_nothing_twice_though_one_is_killed(house):
    with house.worker(), house.worker() as second:
        until(lambda: len(house.stand_in.phones.messages) >= TRAINEES // 3)
        second.kill()
        until(lambda: house.count(MessageState.CREATED) == 0)
        house.a_minute_later()
        until(lambda: house.count(*OPEN) == 0)

    assert len(house.received()) == TRAINEES
    assert set(house.received().values()) == {1}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_asked_to_stop_leaves_nothing_in_doubt(house, number):
    house.environment["SMS_PER_SECOND"] = "20"
    with house.worker() as worker:
        until(lambda: len(house.stand_in.phones.messages) >= 10)
        worker.send_signal(number)
        assert worker.wait(timeout=PATIENCE) == 0

    assert house.count(MessageState.SENDING, MessageState.UNKNOWN) == 0
    assert house.count(MessageState.SENT, MessageState.DELIVERED) == len(house.stand_in.phones.messages)
    assert house.count(MessageState.CREATED) > 0
