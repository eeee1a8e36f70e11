"""ClamAV over its socket, by the one command that needs no library (INSTREAM)."""

import socket
import struct
from contextlib import closing

from training.ports.files import Infected, ScannerUnavailable, VirusScanner
from training.settings import Settings

SECONDS = 20
CHUNK = 64 * 1024


def scanner_of(settings: Settings) -> VirusScanner | None:
    """None where no scanner is configured."""
    return ClamAv(settings.clamav_address) if settings.clamav_address else None


class ClamAv:
    """`address` is the path of a socket, or host:port."""

    def __init__(self, address: str):
        self._address = address

    def scan(self, content: bytes) -> None:
        try:
            answer = self._ask(content)
        except OSError as error:
            raise ScannerUnavailable(f"no scanner at {self._address}: {error}") from error
        if answer.endswith("FOUND"):
            raise Infected(answer.removeprefix("stream: ").removesuffix(" FOUND"))
        if answer != "stream: OK":
            raise ScannerUnavailable(f"the scanner says {answer[:100]!r}")

    def _ask(self, content: bytes) -> str:
        with closing(self._connect()) as connection:
            connection.sendall(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                connection.sendall(struct.pack(">I", len(chunk)) + chunk)
            connection.sendall(struct.pack(">I", 0))
            return _read_all(connection).rstrip(b"\0\n").decode(errors="replace")

    def _connect(self) -> socket.socket:
        if self._address.startswith("/"):
            connection = socket.socket(socket.AF_UNIX)
            connection.settimeout(SECONDS)
            try:
                connection.connect(self._address)
            except OSError:
                connection.close()
                raise
            return connection
        host, _, port = self._address.rpartition(":")
        if not port.isdecimal():
            raise OSError("the address is neither a path nor host:port")
        return socket.create_connection((host, int(port)), SECONDS)


def _read_all(connection: socket.socket) -> bytes:
    received = b""
    while more := connection.recv(4096):
        received += more
    return received
