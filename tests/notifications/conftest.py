"""The stand-in of Twilio, served on a free port, and the real sender pointed at it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Thread

import pytest
from flask import Flask
from werkzeug.serving import make_server

from notifications.sandbox import create_sandbox
from notifications.twilio import TwilioSms
from tests.factories import MONDAY, at
from training.ports import SmsRefused, SmsUnavailable, SmsUnclear
from training.settings import Settings

TEN = at(MONDAY, "10:00")


@dataclass
class Clock:
    """Time that only moves when a test says so."""

    now: datetime = TEN

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class FakeSms:
    """Where the network begins: takes messages, or fails as it is told."""

    sent: list[tuple[str, str]] = field(default_factory=list)
    failures: list[SmsRefused | SmsUnavailable | SmsUnclear] = field(default_factory=list)

    def send(self, phone: str, text: str) -> str:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append((phone, text))
        return f"ref-{len(self.sent)}"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox() -> Flask:
    return create_sandbox("AC1", "token")


@pytest.fixture
def sandbox_address(sandbox: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, sandbox, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def twilio_settings(address: str, tmp_path, token: str = "token") -> Settings:
    return Settings.from_environ(
        {
            "CHABAN_INSTANCE": str(tmp_path),
            "SMS_SENDER": "twilio",
            "TWILIO_ACCOUNT_SID": "AC1",
            "TWILIO_AUTH_TOKEN": token,
            "TWILIO_FROM": "+15005550006",
            "TWILIO_API_BASE": address,
        }
    )


@pytest.fixture
def twilio(sandbox_address: str, tmp_path) -> TwilioSms:
    return TwilioSms(twilio_settings(sandbox_address, tmp_path))
