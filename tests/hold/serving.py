"""The real `chaban web` in processes of its own, and clients that speak to it byte by byte."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import SO_RCVBUF, SOL_SOCKET, create_connection, socket
from time import monotonic

from tests.browser.installation import wait_for
from tests.checkout import CHECKOUT
from tests.patience import PATIENCE
from tests.ports import three_free_ports

TINY = 4_096
SAID = Path("said")
"""What the server says goes here, in the folder of the test."""


@dataclass(frozen=True)
class Serving:
    """A server that answers at a port of this machine."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def said(self) -> str:
        return SAID.read_text(encoding="utf-8")

    def connect(self, leaving: ExitStack, of: str = "127.0.0.1") -> socket:
        """A client at an address of this machine."""
        opened = create_connection(("127.0.0.1", self.port), PATIENCE, source_address=(of, 0))
        return leaving.enter_context(opened)

    def reader_of_nothing(self, leaving: ExitStack) -> socket:
        """A client whose system takes in a few KB, which nobody reads."""
        client = leaving.enter_context(socket())
        client.setsockopt(SOL_SOCKET, SO_RCVBUF, TINY)
        client.settimeout(PATIENCE)
        client.connect(("127.0.0.1", self.port))
        return client

    def seconds_to_answer(self, path: str) -> float:
        """Of a new client who sends a whole request; anything but 200 fails the test."""
        begun = monotonic()
        with ExitStack() as leaving:
            client = self.connect(leaving)
            client.sendall(get(path))
            assert all_of(client).startswith(b"HTTP/1.1 200 ")
        return monotonic() - begun

    def is_there(self) -> bool:
        try:
            create_connection(("127.0.0.1", self.port), timeout=PATIENCE).close()
        except OSError:
            return False
        return True

    def end(self, number: signal.Signals) -> None:
        """Ask all its processes to end, as a terminal does, and wait until nobody is let in any more."""
        os.killpg(self.process.pid, number)
        until = monotonic() + PATIENCE
        while self.is_there():
            assert monotonic() < until, "the server still listens"

    def workers(self) -> dict[int, int]:
        """The processes that answer, with the KB of memory that each takes."""
        listed = subprocess.run(
            ["ps", "-A", "-o", "ppid=,pid=,rss="], capture_output=True, check=True, text=True
        )
        rows = (tuple(map(int, line.split())) for line in listed.stdout.splitlines())
        return {pid: size for parent, pid, size in rows if parent == self.process.pid}


@contextmanager
def serving(*options: str, **environ: str) -> Iterator[Serving]:
    """`chaban web` in the folder and with the settings of the fixture `chaban`."""
    port = three_free_ports()
    surroundings = os.environ | {"PYTHONPATH": str(CHECKOUT), "CHABAN_PORT": str(port)} | environ
    command = [sys.executable, "-m", "webapp.cli", "web", *options]
    with SAID.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(command, env=surroundings, stderr=output, start_new_session=True)
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield Serving(process, port)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def get(path: str, *fields: str) -> bytes:
    """A request after which the server closes, so that an answer without its end is seen."""
    return "\r\n".join(
        (f"GET {path} HTTP/1.1", "Host: localhost", *fields, "Connection: close", "", "")
    ).encode()


def all_of(client: socket) -> bytes:
    """Until the server closes."""
    return b"".join(iter(lambda: client.recv(65_536), b""))
