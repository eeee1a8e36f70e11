"""One process of the web server: waitress over given sockets, and rounds that end whoever outstays."""

import socket
from collections.abc import Callable, Sequence
from time import monotonic

from flask import Flask
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher
from waitress.wasyncore import close_all, dispatcher, poll2

from webapp.server.channels import Channel
from webapp.server.waiting import Stage

THREADS = 4
CONNECTIONS = 1_000
LARGEST_HEAD = 32 * 1024
KEPT_IN_MEMORY = 512 * 1024
"""Of one body or one answer; what is larger lies in a file that has no name."""
MOST_HELD = 256 * 1024 * 1024
"""Bytes of all unfinished requests and unread answers of one process together."""
LARGEST_ANSWER = 128 * 1024 * 1024
"""A thread never waits for a client who reads slowly, unless its answer is larger still."""
SECONDS_TO_FINISH = 10
SECONDS_TO_ASK_ONCE_MORE = 0.5
"""A kept connection may have a request on its way while the server begins to end."""
SECONDS_TO_LEAVE = 1
"""For threads that have nothing to do any more."""
ROUND_SECONDS = 1.0
LOOKS_EVERY_SECONDS = 0.2


class Door(TcpWSGIServer):
    """One listening socket."""

    channel_class = Channel
    is_ending = False

    def maintenance(self, now: float) -> None:
        """Nothing: who outstays is ended by the rounds, by a clock that never jumps."""

    def shut(self) -> None:
        """Let in who has knocked already, and nobody else."""
        self.is_ending, before = True, -1
        while before < len(self.active_channels):
            before = len(self.active_channels)
            self.handle_accept()
        # The socket alone: connections that are open still wake the loop through this door.
        dispatcher.close(self)


class Process:
    """Answers on all sockets until it is over, then finishes what has begun."""

    def __init__(self, app: Flask, sockets: Sequence[socket.socket], largest_body: int):
        self._open: dict[int, object] = {}
        self._threads = ThreadedTaskDispatcher()
        self._threads.set_thread_count(THREADS)
        rules = _rules(sockets, largest_body)
        self._doors = [self._door(app, each, rules) for each in sockets]
        self._next_round = 0.0

    def run(self, is_over: Callable[[], bool]) -> None:
        """Answer until `is_over` says so, which is asked a few times a second; then finish within 10 s."""
        while not is_over():
            poll2(LOOKS_EVERY_SECONDS, self._open)
            self._look_round()
        self._finish()

    def _door(self, app: Flask, opened: socket.socket, rules: Adjustments) -> Door:
        place = (opened.family, opened.type, opened.proto, opened.getsockname())
        shared = {"map": self._open, "dispatcher": self._threads, "adj": rules}
        return Door(app, _sock=opened, bind_socket=False, sockinfo=place, **shared)

    @property
    def _connections(self) -> list[Channel]:
        return [each for each in self._open.values() if isinstance(each, Channel)]

    def _look_round(self) -> None:
        now = monotonic()
        if now < self._next_round:
            return
        self._next_round = now + ROUND_SECONDS
        there = self._connections
        is_crowded = len(there) > CONNECTIONS // 2
        for each in there:
            if each.has_outstayed(now, is_crowded=is_crowded):
                each.handle_close()
        self._make_room()

    def _make_room(self) -> None:
        """Where clients together make this process hold too much, those for whom it holds most are ended."""
        there = self._connections
        sizes = {each: each.held_bytes for each in there}
        held = sum(sizes.values())
        for each in sorted(there, key=sizes.__getitem__, reverse=True):
            if held <= MOST_HELD:
                return
            if sizes[each] and each.stage is not Stage.WORK:
                held -= sizes[each]
                each.handle_close()

    def _finish(self) -> None:
        begun = monotonic()
        for door in self._doors:
            door.shut()
        while (there := self._connections) and monotonic() - begun < SECONDS_TO_FINISH:
            poll2(LOOKS_EVERY_SECONDS / 4, self._open)
            if monotonic() - begun > SECONDS_TO_ASK_ONCE_MORE:
                for each in there:
                    if each.stage is Stage.IDLE:
                        each.handle_close()
        self._threads.shutdown(timeout=SECONDS_TO_LEAVE)
        close_all(self._open)


def _rules(sockets: Sequence[socket.socket], largest_body: int) -> Adjustments:
    return Adjustments(
        sockets=list(sockets),
        threads=THREADS,
        connection_limit=CONNECTIONS,
        max_request_header_size=LARGEST_HEAD,
        max_request_body_size=largest_body,
        inbuf_overflow=KEPT_IN_MEMORY,
        outbuf_overflow=KEPT_IN_MEMORY,
        outbuf_high_watermark=LARGEST_ANSWER,
        # Who may say what a proxy forwarded is decided in one place, by CHABAN_TRUSTED_PROXIES.
        clear_untrusted_proxy_headers=False,
        log_socket_errors=False,
        ident="chaban",
    )
