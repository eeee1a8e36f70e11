"""Visitors of a page: each keeps one connection and asks again as soon as it is answered."""

import socket
from collections.abc import Sequence
from itertools import cycle
from threading import Thread
from time import monotonic, sleep
from typing import NamedTuple

CONNECTIONS = 8
SECONDS = 4
PATIENCE = 60
HOST = "127.0.0.1"
# What a phone's browser sends.
REQUEST = "GET / HTTP/1.1\r\nHost: {}:{}\r\nAccept-Encoding: {}\r\nCookie: {}\r\n\r\n"
POST = "POST {} HTTP/1.1\r\nHost: {}:{}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n"
COMPRESSED, PLAIN = "gzip, deflate, br", "identity"


class Address(NamedTuple):
    host: str
    port: int


def free_address() -> Address:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return Address(HOST, probe.getsockname()[1])


def wait_for(address: Address) -> None:
    """Until something listens; raises TimeoutError."""
    until = monotonic() + PATIENCE
    while monotonic() < until:
        try:
            socket.create_connection(address).close()
        except OSError:
            sleep(0.1)
        else:
            return
    raise TimeoutError(f"nothing listens at {address}")


def answer(address: Address, cookie: str, encoding: str = COMPRESSED) -> bytes:
    with socket.create_connection(address) as connection:
        return _ask(connection, _request(address, cookie, encoding))


def requests_per_second(address: Address, cookies: Sequence[str], encoding: str = COMPRESSED) -> float:
    """Of as many visitors at once as there are connections, each with another part of the cookies."""
    requests = [_request(address, cookie, encoding) for cookie in cookies]
    counts = [0] * CONNECTIONS
    visitors = [
        Thread(target=_visit, args=(address, requests[place::CONNECTIONS], counts, place))
        for place in range(CONNECTIONS)
    ]
    begun = monotonic()
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return sum(counts) / (monotonic() - begun)


def seconds_to_post(address: Address, streams: Sequence[Sequence[tuple[str, bytes]]]) -> float:
    """Until every stream of (path, body) is posted, each over a connection of its own."""
    machines = [Thread(target=_post, args=(address, stream)) for stream in streams]
    begun = monotonic()
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    return monotonic() - begun


def _post(address: Address, stream: Sequence[tuple[str, bytes]]) -> None:
    with socket.create_connection(address) as connection:
        for path, body in stream:
            head = POST.format(path, *address, len(body)).encode("ascii")
            assert _ask(connection, head + body).startswith(b"OK")


def _visit(address: Address, requests: Sequence[bytes], counts: list[int], place: int) -> None:
    until = monotonic() + SECONDS
    with socket.create_connection(address) as connection:
        for request in cycle(requests):
            if monotonic() > until:
                return
            _ask(connection, request)
            counts[place] += 1


def _request(address: Address, cookie: str, encoding: str) -> bytes:
    return REQUEST.format(*address, encoding, cookie).encode("ascii")


def _ask(connection: socket.socket, request: bytes) -> bytes:
    connection.sendall(request)
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, body = received.split(b"\r\n\r\n", 1)
    lines = head.decode("ascii").lower().split("\r\n")
    if " 200 " not in lines[0]:
        raise RuntimeError(lines[0])
    (length,) = (int(line.split(":")[1]) for line in lines if line.startswith("content-length:"))
    while len(body) < length:
        body += _more(connection)
    return body


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise RuntimeError("the server closed the connection")
    return received
