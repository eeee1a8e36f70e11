"""Requests of old attendance machines, which end the lines of their heads with LF alone (R43).

RFC 9112 lets a server read them so, and waitress does not. Only a whole head without any CR, of a request to
the machines' own paths, is read so; every other head that ends in bare line feeds is refused at once, since
waitress would wait for its end for ever.
"""

from waitress.parser import HTTPRequestParser
from waitress.utilities import BadRequest

END, BARE_END = b"\r\n\r\n", b"\n\n"
OURS = b"/iclock/"


class MachineRequest(HTTPRequestParser):
    """A request whose head may have bare line feeds where a machine sent it."""

    header_plus: bytes

    def received(self, data: bytes) -> int:
        """Take in what belongs to this request; returns how many bytes of `data` that were."""
        if self.headers_finished or self.completed:
            return int(super().received(data))
        # A client may send an empty line behind the body of its last request.
        so_far = (self.header_plus + data).lstrip(b"\r\n")
        head, end, rest = so_far.partition(BARE_END)
        if not end or END in head + end:
            return int(super().received(data))
        if b"\r" in head or OURS not in head.partition(b"\n")[0]:
            self._refuse()
        else:
            self.header_plus = b""
            super().received(head.replace(b"\n", b"\r\n") + END)
        return len(data) - len(rest)

    def _refuse(self) -> None:
        self.error = BadRequest("bare line feeds")
        self.headers_finished = self.completed = True
