"""Clients who are slow, send half of what they should or read nothing; and a server that is asked to end."""

import os
import signal
import sqlite3
import struct
from contextlib import ExitStack, closing
from socket import SO_LINGER, SOL_SOCKET, socket

import pytest

from tests.hold.serving import Serving, all_of, get, serving
from tests.patience import PATIENCE
from tests.webapp.commands.conftest import Chaban, chaban

__all__ = ["chaban"]
PAGE = "/sign-in"
LARGE = "/api/v1/openapi.json"
HALF_HEADS, HALF_BODIES, READERS_OF_NOTHING, ROUNDS = 200, 100, 8, 10
MORE_THAN_HALF_OF_THE_PLACES = 520
IN_FLIGHT = 12
TO_US = b" HTTP/1.1\r\nHost: localhost\r\n"
HALF_A_HEAD = b"GET /" + TO_US
HALF_A_BODY = b"POST /iclock/cdata?SN=A&table=ATTLOG" + TO_US + b"Content-Length: 8000000\r\n\r\n1\t2024"
ASKED_AGAIN_AND_AGAIN = f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 80

SOMEBODY = "127.0.0.77"
GONE_AT_ONCE = struct.pack("ii", 1, 0)
"""As a phone that loses its network: the connection is reset."""


def hold_open(server: Serving, leaving: ExitStack, *beginnings: bytes) -> list[socket]:
    """Connections that have said so much and no more."""
    clients = [server.connect(leaving) for _ in beginnings]
    for client, beginning in zip(clients, beginnings, strict=True):
        client.sendall(beginning)
    return clients


def test_the_page_answers_beside_half_requests_slow_bodies_and_slow_readers(chaban: Chaban, figure):
    with serving("--workers", "1") as server, ExitStack() as leaving:
        heads = hold_open(server, leaving, *[HALF_A_HEAD] * HALF_HEADS)
        bodies = hold_open(server, leaving, *[HALF_A_BODY] * HALF_BODIES)
        for _ in range(READERS_OF_NOTHING):
            server.reader_of_nothing(leaving).sendall(ASKED_AGAIN_AND_AGAIN)

        seconds = []
        for _ in range(ROUNDS):
            for client in (*heads, *bodies):
                client.send(b"x")
            seconds.append(server.seconds_to_answer(PAGE))

    assert len(seconds) == ROUNDS
    who = f"{HALF_HEADS} half heads, {HALF_BODIES} bodies byte by byte, {READERS_OF_NOTHING} who read nothing"
    figure(f"{who}: the sign-in page", "answers beside them", f"slowest of {ROUNDS}: {max(seconds):.2f} s")


def test_where_places_are_scarce_half_heads_make_room(chaban: Chaban, figure):
    with serving("--workers", "1") as server, ExitStack() as leaving:
        heads = hold_open(server, leaving, *[HALF_A_HEAD] * MORE_THAN_HALF_OF_THE_PLACES)

        ended = [all_of(each) for each in heads]
        seconds = server.seconds_to_answer(PAGE)

    assert set(ended) == {b""}
    figure(
        f"{MORE_THAN_HALF_OF_THE_PLACES} half heads, one process",
        "all ended, the page answers",
        f"{seconds:.2f} s",
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_no_request_is_cut_when_the_server_is_asked_to_end(chaban: Chaban, figure, number):
    with serving() as server, ExitStack() as leaving, closing(writing_alone(chaban)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        requests = [get(f"/iclock/ping?SN=STRANGER{place}") for place in range(IN_FLIGHT)]
        clients = hold_open(server, leaving, *requests)
        server.end(number)
        writer.execute("COMMIT")

        answers = [all_of(client) for client in clients]
        status = server.process.wait(timeout=PATIENCE)

    assert server.said == ""
    whole = [each for each in answers if is_whole(each)]
    assert (len(whole), status) == (IN_FLIGHT, 0)
    assert chaban.counts()["unknown_device"] == IN_FLIGHT
    figure(
        f"{number.name} while {IN_FLIGHT} requests wait for the database",
        "0 cut",
        f"{IN_FLIGHT - len(whole)} cut",
    )


def is_whole(answer: bytes) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    return f"content-length: {len(body)}" in head.decode().lower().split("\r\n")


def writing_alone(chaban: Chaban) -> sqlite3.Connection:
    """Whoever else wants to write waits for it."""
    path = chaban.folder / "instance" / "chaban.db"
    return sqlite3.connect(path, isolation_level=None, timeout=PATIENCE)


def test_a_process_that_dies_is_replaced(chaban: Chaban):
    with serving("--workers", "1") as server:
        (only,) = server.workers()
        os.kill(only, signal.SIGKILL)

        assert server.seconds_to_answer(PAGE) > 0
        assert only not in server.workers()
        assert "a web process ended by itself (-9)" in server.said


def test_no_address_of_a_client_comes_into_the_log(chaban: Chaban):
    with serving("--workers", "1") as server:
        for beginning in (HALF_A_HEAD, HALF_A_BODY, b"\0" * 100, ASKED_AGAIN_AND_AGAIN):
            with ExitStack() as leaving:
                client = server.connect(leaving, of=SOMEBODY)
                client.setsockopt(SOL_SOCKET, SO_LINGER, GONE_AT_ONCE)
                client.sendall(beginning)
        assert server.seconds_to_answer(PAGE) > 0

    assert SOMEBODY not in server.said
