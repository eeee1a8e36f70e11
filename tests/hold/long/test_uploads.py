"""Large uploads that never end fill neither memory nor disk."""

from contextlib import ExitStack

from tests.hold.serving import Serving, all_of, serving
from tests.webapp.commands.conftest import Chaban, chaban
from webapp.server.process import MOST_HELD

__all__ = ["chaban"]
MB = 1024 * 1024
SENT = 40 * MB
UPLOADS = MOST_HELD // SENT + 1
MOST_MEMORY_KB = 64 * 1024
SMALL = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 2\r\n\r\nx"
"""Sent slowly, and before all others."""
HEAD = f"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: {SENT + 1}\r\n\r\n".encode()


def test_uploads_that_never_end_are_ended_before_they_fill_the_machine(chaban: Chaban, figure):
    with serving("--workers", "1") as server, ExitStack() as leaving:
        honest = server.connect(leaving)
        honest.sendall(SMALL)
        before = memory_of(server)
        clients = [server.connect(leaving) for _ in range(UPLOADS)]
        for client in clients:
            client.sendall(HEAD + b"x" * SENT)

        # The server alone ends a connection on which a byte is still to come.
        assert all_of(clients[0]) == b""
        honest.sendall(b"x")
        assert all_of(honest).startswith(b"HTTP/1.1 ")
        seconds = server.seconds_to_answer("/sign-in")
        grown = memory_of(server) - before

    assert grown < MOST_MEMORY_KB
    figure(
        f"{UPLOADS} uploads of {SENT // MB} MB without their last byte",
        f"at most {MOST_HELD // MB} MB kept, on the disk; the page answers",
        f"the largest ended, a small one answered, memory +{grown / 1024:.0f} MB, page {seconds:.2f} s",
    )


def memory_of(server: Serving) -> int:
    (size,) = server.workers().values()
    return size
