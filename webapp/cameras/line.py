"""All that is said between a camera and us ends in time: the library bounds only each wait for more bytes."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from socket import SHUT_RDWR, socket
from threading import Lock, Timer

from requests import Response, Session
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class Line:
    """Every connection of one question; who gives its head a byte at a time is cut off too."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._sockets: list[socket] = []
        self.is_over = False

    def hold(self, connection: socket) -> socket:
        with self._lock:
            # Encryption takes the socket away from whoever had it; one of our own stays.
            self._sockets.append(connection.dup())
            if self.is_over:
                self._shut()
        return connection

    def cut(self) -> None:
        with self._lock:
            self.is_over = True
            self._shut()

    def close(self) -> None:
        with self._lock:
            while self._sockets:
                self._sockets.pop().close()

    def _shut(self) -> None:
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(SHUT_RDWR)


OPEN: ContextVar[Line] = ContextVar("line")


@contextmanager
def a_line_for(seconds: float) -> Iterator[tuple[Session, Line]]:
    """For one question; after so many seconds every connection of it is cut, whatever is being said."""
    line = Line()
    timer = Timer(seconds, line.cut)
    timer.daemon = True
    token = OPEN.set(line)
    timer.start()
    try:
        with _Stays() as session:
            session.mount("http://", _adapter())
            session.mount("https://", _adapter())
            yield session, line
    finally:
        timer.cancel()
        OPEN.reset(token)
        line.close()


class _Stays(Session):
    """Goes nowhere else: the library would read all of an answer that sends it there, however long."""

    def get_redirect_target(self, resp: Response) -> str | None:
        return None


class _Http(HTTPConnection):
    def _new_conn(self) -> socket:
        return OPEN.get().hold(super()._new_conn())


class _Https(HTTPSConnection):
    def _new_conn(self) -> socket:
        return OPEN.get().hold(super()._new_conn())


class _HttpPool(HTTPConnectionPool):
    ConnectionCls = _Http


class _HttpsPool(HTTPSConnectionPool):
    ConnectionCls = _Https


def _adapter() -> HTTPAdapter:
    made = HTTPAdapter()
    made.poolmanager.pool_classes_by_scheme = {"http": _HttpPool, "https": _HttpsPool}
    return made
