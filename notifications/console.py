"""The sender for trying things out: it writes the message where the operator sees it."""

import sys
from typing import TextIO
from uuid import uuid4


class ConsoleSms:
    """Prints instead of sending; settings refuse it in production, because the text holds the code."""

    def __init__(self, stream: TextIO | None = None):
        self._stream = stream or sys.stdout

    def send(self, phone: str, text: str) -> str:
        print(f"短信 → {phone}：{text}", file=self._stream, flush=True)
        return f"console-{uuid4().hex[:12]}"
