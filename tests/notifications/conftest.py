"""The stand-in of Twilio, served on a free port, and the real sender pointed at it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.serving import make_server

from notifications.post import KeptLogs, Post, Wording
from notifications.sandbox.server import STAND_IN, StandIn, create_sandbox
from notifications.schedule import SCHEDULE
from notifications.senders.twilio import TwilioSms
from tests.factories import MONDAY, at
from tests.patience import PATIENCE
from training.backups.making import Shelf
from training.database import Database
from training.notice.clock import SHANGHAI
from training.outbox.acts.write_message import write_message
from training.outbox.acts.write_messages import MessageDraft
from training.ports.files import SweptStore
from training.ports.sms import Sms, SmsFailed, SmsReport, SmsTaken
from training.settings import Settings

TEN = at(MONDAY, "10:00")
HANGS_SECONDS = 1.5


@dataclass
class Clock:
    """Time that only moves when a test says so."""

    now: datetime = TEN

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


class Steady:
    """A clock that never jumps, in seconds."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass
class FakeSms:
    """Where the network begins: takes messages, or fails as it is told, and is asked what became of them."""

    provider: str = "fake"
    sent: list[Sms] = field(default_factory=list)
    failures: list[SmsFailed] = field(default_factory=list)
    answers: list[SmsReport | SmsFailed | None] = field(default_factory=list)
    """To look-ups; where there is none more, the provider never had the message."""
    looked_up: list[Sms] = field(default_factory=list)

    def send(self, message: Sms) -> SmsTaken:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(message)
        return SmsTaken(f"ref-{len(self.sent)}", 1)

    def look_up(self, message: Sms) -> SmsReport | None:
        self.looked_up.append(message)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, SmsFailed):
            raise answer
        return answer

    @property
    def texts(self) -> list[str]:
        return [message.text for message in self.sent]


def a_post(
    database: Database,
    sender: object,
    clock: Clock,
    *,
    per_second: int = 100,
    files: SweptStore | None = None,
    backups: Shelf | None = None,
    logs: KeptLogs | None = None,
) -> Post:
    """Delivery by this sender, without chance."""
    wording = Wording("查班", with_link=False)
    return Post(
        database, sender, clock, lambda: 0, wording, per_second, files=files, backups=backups, logs=logs
    )


def a_night(database: Database, clock: Clock, job: str, **more: object) -> None:
    """The evening, in which the night is planned, and the night's job."""
    jobs, post = {each.name: each for each in SCHEDULE}, a_post(database, FakeSms(), clock, **more)
    clock.now = datetime.combine(clock.now.date(), time(19), SHANGHAI)
    jobs["purge plan"].act(post)
    clock.pass_by(hours=8)
    jobs[job].act(post)


def write(
    database: Database,
    clock: Clock,
    template: str = "missing_in",
    *,
    phone: str = "13800000001",
    key: str = "",
    minutes: float = 30,
    **fields: str,
) -> None:
    """One message; of a reminder the half day says which it is."""
    said = {"class_short_name": "电工3班", "half_day": "上午", "until": "08:45", "link": ""}
    parameters = {"code": "123456"} if template == "login_code" else said | fields
    expires_at = clock() + timedelta(minutes=minutes)
    draft = MessageDraft(template, parameters, phone, key or uuid4().hex, expires_at)
    with database.writing() as session:
        write_message(session, draft, now=clock())


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox() -> Flask:
    return create_sandbox("AC1", "token", hangs_seconds=HANGS_SECONDS)


@pytest.fixture
def stand_in(sandbox: Flask) -> StandIn:
    """Its memory and its callbacks."""
    return sandbox.extensions[STAND_IN]


@pytest.fixture
def sandbox_address(sandbox: Flask) -> Iterator[str]:
    with served(sandbox) as address:
        yield address


@contextmanager
def served(app: Callable[..., Any]) -> Iterator[str]:
    """The app on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def twilio_settings(address: str, tmp_path: Path, **changed: str) -> Settings:
    own = {
        "CHABAN_INSTANCE": str(tmp_path),
        "SMS_SENDER": "twilio",
        "TWILIO_ACCOUNT_SID": "AC1",
        "TWILIO_AUTH_TOKEN": "token",
        "TWILIO_FROM": "+15005550006",
        "TWILIO_API_BASE": address,
    }
    return Settings.from_environ(own | changed)


@pytest.fixture
def twilio(sandbox_address: str, tmp_path: Path) -> TwilioSms:
    return TwilioSms(twilio_settings(sandbox_address, tmp_path))


@pytest.fixture
def impatient(sandbox_address: str, tmp_path: Path) -> TwilioSms:
    """One that gives up before the stand-in answers, where that was told to hang."""
    return TwilioSms(twilio_settings(sandbox_address, tmp_path), timeout=HANGS_SECONDS / 3)


def an_sms(
    text: str = "【查班】电工3班上午未签到。",
    phone: str = "13800000001",
    *,
    attempted_at: datetime | None = None,
    **fields: object,
) -> Sms:
    """A message in the hands of a sender."""
    values = {"valid_for": timedelta(minutes=5)} | fields
    begun = attempted_at or datetime.now(UTC)
    return Sms(uuid4(), phone, "missing_in", {}, text, begun, **values)


def until(is_so: Callable[[], object]) -> None:
    """Wait for it, with patience for a busy machine."""
    give_up = monotonic() + PATIENCE
    while not is_so():
        assert monotonic() < give_up, "it did not happen"
        Event().wait(0.01)
