"""The sender for trying things out: it writes the message where the operator sees it."""

import sys
from typing import TextIO
from uuid import uuid4

from notifications.messages import segments
from training.outbox.terms import SmsTrouble
from training.ports.sms import Sms, SmsFailed, SmsReport, SmsTaken


class ConsoleSms:
    """Prints instead of sending; settings refuse it in production, because the text holds the code."""

    provider = "console"

    def __init__(self, stream: TextIO | None = None):
        self._stream = stream or sys.stdout

    def send(self, message: Sms) -> SmsTaken:
        print(f"短信 → {message.phone}：{message.text}", file=self._stream, flush=True)
        return SmsTaken(f"console-{uuid4().hex[:12]}", segments(message.text))

    def look_up(self, message: Sms) -> SmsReport | None:
        """A console remembers nothing."""
        raise SmsFailed(SmsTrouble.UNCLEAR, "console keeps no list")
