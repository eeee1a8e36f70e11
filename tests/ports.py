"""Ports for a product that a test starts; no other test and no outgoing connection gets them in between."""

import socket
from contextlib import ExitStack
from secrets import randbelow

LOWEST, HIGHEST = 10_000, 32_000
"""Below those that a system hands out by itself: one of them may be gone before the product listens."""


def three_free_ports() -> int:
    """The first of three neighbours: the stand-ins of the phones and of DingTalk listen next to the pages."""
    while True:
        # Not by `random`, which the runner may seed alike in every process.
        first = LOWEST + randbelow(HIGHEST - LOWEST)
        if _are_free(first, first + 1, first + 2):
            return first


def _are_free(*ports: int) -> bool:
    with ExitStack() as leaving:
        try:
            for port in ports:
                leaving.enter_context(socket.socket()).bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
