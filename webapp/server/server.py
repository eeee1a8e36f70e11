"""The web server: some processes that answer on the same sockets, begun, replaced and ended together."""

import logging
import os
import resource
import socket
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from time import monotonic, sleep
from typing import Any

from flask import Flask

from webapp.server.process import CONNECTIONS, SECONDS_TO_FINISH, Process
from webapp.server.signals import note_signals

LOOKS_EVERY_SECONDS = 0.2
PAUSE_SECONDS = 1
"""Before a process that ended by itself is replaced: one that ends at once must not keep the machine busy."""
FILES_EACH = 3
"""A connection, a large body, a large answer."""
FILES_BESIDE = 200
CANNOT_BEGIN = 3
log = logging.getLogger("chaban.server")
forking = get_context("fork")


@dataclass(frozen=True)
class Server:
    """How the pages are served: where, by how many processes, by which app (each makes its own)."""

    host: str
    ports: Sequence[int]
    largest_body: int
    """Bytes; what is larger is refused before it is read."""
    workers: int
    make_app: Callable[[], Flask]

    def run(self) -> int:
        """Serve until SIGINT, SIGTERM or a closed terminal; returns the status to end with."""
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        _allow_files()
        told = note_signals()
        sockets = [_listen(self.host, port) for port in self.ports]
        crew = _Crew(self.workers, lambda: self._serve(sockets, told))
        while not told and crew.is_able:
            sleep(LOOKS_EVERY_SECONDS)
            crew.replace_the_dead(told)
        # The last of the processes closes them for good, once it has let in who had knocked.
        for each in sockets:
            each.close()
        return crew.end()

    def _serve(self, sockets: Sequence[socket.socket], told: list[int]) -> None:
        begun_by = os.getppid()
        try:
            app = self.make_app()
        except Exception:
            log.exception("the app cannot be made")
            raise SystemExit(CANNOT_BEGIN) from None
        Process(app, sockets, self.largest_body).run(lambda: bool(told) or os.getppid() != begun_by)


class _Crew:
    """The processes, and what is done about one that ends."""

    def __init__(self, size: int, work: Callable[[], None]):
        self._work = work
        self._processes: list[Any] = [self._begin() for _ in range(size)]
        self.is_able = True

    def replace_the_dead(self, told: list[int]) -> None:
        """But not those that were told to end with us, a moment before we heard of it ourselves."""
        for place, each in enumerate(self._processes):
            if each.exitcode is None:
                continue
            if each.exitcode == CANNOT_BEGIN:
                self.is_able = False
                return
            sleep(PAUSE_SECONDS)
            if told:
                return
            log.error("a web process ended by itself (%s); another takes its place", each.exitcode)
            self._processes[place] = self._begin()

    def end(self) -> int:
        """Each finishes what it has begun; one that does not is ended. 0 where the end was wanted."""
        for each in self._processes:
            each.terminate()
        until = monotonic() + SECONDS_TO_FINISH + PAUSE_SECONDS
        for each in self._processes:
            each.join(max(0, until - monotonic()))
            if each.exitcode is None:
                each.kill()
                each.join()
        return 0 if self.is_able else 1

    def _begin(self) -> Any:
        process = forking.Process(target=self._work)
        process.start()
        return process


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.bind((host.strip("[]"), port))
    opened.listen(CONNECTIONS)
    return opened


def _allow_files() -> None:
    """As many open files as the connections may need, where the system lets us."""
    least, most = CONNECTIONS * FILES_EACH + FILES_BESIDE, resource.getrlimit(resource.RLIMIT_NOFILE)
    if most[0] < least:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(least, most[1]), most[1]))
