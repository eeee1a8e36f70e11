"""ClamAV's own protocol, spoken to a stand-in of it on a real socket."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from tests.patience import PATIENCE
from training.ports.files import Infected, ScannerUnavailable
from webapp.web.virus_scan import ClamAv

GREETING = b"zINSTREAM\0"


@contextmanager
def clamd(answer: bytes) -> Iterator[tuple[str, list[bytes]]]:
    """Answers one scan; its address, and what it was given."""
    received: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        listener = Thread(target=_serve, args=(server, answer, received))
        listener.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", received
        listener.join(PATIENCE)


def _serve(server: socket.socket, answer: bytes, received: list[bytes]) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as stream:
        assert stream.read(len(GREETING)) == GREETING
        while length := struct.unpack(">I", stream.read(4))[0]:
            received.append(stream.read(length))
        connection.sendall(answer)


def test_a_clean_file_is_let_through_and_was_sent_whole():
    content = bytes(range(256)) * 1000
    with clamd(b"stream: OK\0") as (address, received):
        ClamAv(address).scan(content)

    assert b"".join(received) == content


def test_an_infected_file_is_named():
    with (
        clamd(b"stream: Eicar-Test-Signature FOUND\0") as (address, _),
        pytest.raises(Infected, match="Eicar"),
    ):
        ClamAv(address).scan(b"x")


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_no_good_answer_clears_no_file(answer):
    with clamd(answer) as (address, _), pytest.raises(ScannerUnavailable):
        ClamAv(address).scan(b"x")


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "nonsense"])
def test_a_scanner_that_is_not_there_clears_no_file(address):
    with pytest.raises(ScannerUnavailable):
        ClamAv(address).scan(b"x")
