"""Requests of old attendance machines, which end the lines of their heads with LF alone (R43).

RFC 9112 lets a server read them so, and gunicorn does not. Only a whole head without any CR, of a request to
the machines' own paths, is read so: nothing else changes, and no proxy in front can see it in another way.
"""

from typing import Any

from gunicorn.http.message import Request
from gunicorn.http.parser import RequestParser

END = b"\n\n"
OURS = b"/iclock/"


class MachineRequest(Request):  # type: ignore[misc]
    """A request whose head may have bare line feeds where a machine sent it."""

    def read_into(self, unreader: Any, buf: bytearray, stop: bool = False) -> None:
        """Read on, and mend the head once it is whole."""
        super().read_into(unreader, buf, stop)
        head, end, body = bytes(buf).partition(END)
        if end and b"\r" not in head and OURS in head.partition(b"\n")[0]:
            buf[:] = head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body


def read_requests_of_machines() -> None:
    """For this process and those that it starts."""
    RequestParser.mesg_class = MachineRequest
