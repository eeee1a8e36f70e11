"""One process over several sockets, as far as it can be seen without waiting for minutes."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from socket import create_connection, create_server, socket
from threading import Event, Thread
from time import monotonic

import pytest
from flask import Flask, request

from tests.checkout import CHECKOUT
from tests.patience import PATIENCE
from tests.ports import three_free_ports
from webapp.server.process import LARGEST_HEAD, Process

LARGEST_BODY = 1_000
UNABLE = """
from webapp.server.server import Server
raise SystemExit(Server("127.0.0.1", ({port},), 1, 2, lambda: 1 / 0).run())
"""


@pytest.fixture
def over() -> Event:
    return Event()


@pytest.fixture
def busy() -> Event:
    return Event()


@pytest.fixture
def free() -> Event:
    return Event()


@pytest.fixture
def sockets(over: Event, busy: Event, free: Event) -> Iterator[list[socket]]:
    """An app that tells the port and how much it was sent, and waits at /busy until it is free."""
    app = Flask("small")

    @app.route("/", methods=["GET", "POST"])
    def tell() -> str:
        return f"{request.environ['SERVER_PORT']} {len(request.get_data())} {request.remote_addr}"

    @app.get("/busy")
    def wait() -> str:
        busy.set()
        assert free.wait(PATIENCE)
        return "done"

    opened = [create_server(("127.0.0.1", 0)) for _ in range(2)]
    process = Process(app, opened, LARGEST_BODY)
    running = Thread(target=process.run, args=(over.is_set,))
    running.start()
    yield opened
    over.set()
    free.set()
    running.join(PATIENCE)
    assert not running.is_alive()


def wait_until_shut(opened: socket) -> None:
    """The sockets are shut one after the other, and then nobody is let in."""
    until = monotonic() + PATIENCE
    while opened.fileno() != -1:
        assert monotonic() < until


def line_to(opened: socket) -> closing[HTTPConnection]:
    return closing(HTTPConnection(*opened.getsockname(), timeout=PATIENCE))


def test_each_socket_says_its_own_port(sockets):
    for opened in sockets:
        with line_to(opened) as line:
            line.request("GET", "/", headers={"Host": "elsewhere:9", "X-Forwarded-For": "10.0.0.9"})
            assert line.getresponse().read().decode() == f"{opened.getsockname()[1]} 0 127.0.0.1"


@pytest.mark.parametrize(
    ("size", "status"), [(LARGEST_BODY - 1, 200), (LARGEST_BODY, 413), (LARGEST_BODY + 1, 413)]
)
def test_a_body_has_its_limit(sockets, size, status):
    with line_to(sockets[0]) as line:
        line.request("POST", "/", body=b"x" * size)
        assert line.getresponse().status == status


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        # As many bytes as a head may not have, and none that nobody reads.
        (b"GET / HTTP/1.1\r\nX: ".ljust(LARGEST_HEAD, b"x"), b"431", "请清除这个网站的 Cookie"),
        (b"POST / HTTP/1.1\r\nContent-Length: 99000000000\r\n\r\n", b"413", "请换一个小一些的文件"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", b"501", "不支持这样的请求"),
        (b"nonsense\r\n\r\n", b"400", "请求的格式不对"),
        (b"GET / HTTP/1.1\nHost: x\n\n", b"400", "请求的格式不对"),
    ],
    ids=["head", "body", "encoding", "nonsense", "bare line feeds"],
)
def test_what_the_app_cannot_answer_is_refused_in_chinese(sockets, sent, status, said):
    with create_connection(sockets[0].getsockname(), PATIENCE) as client:
        client.sendall(sent)
        answer = b"".join(iter(lambda: client.recv(65_536), b""))

    assert answer.split(b" ")[1] == status
    assert said in answer.decode()


def test_an_answer_at_the_end_says_that_it_is_the_last(sockets, over, busy, free):
    with line_to(sockets[0]) as line:
        line.request("GET", "/busy")
        assert busy.wait(PATIENCE)
        over.set()
        wait_until_shut(sockets[1])
        free.set()
        answer = line.getresponse()
        said = answer.read(), answer.headers["Connection"], answer.headers["Server"]

    assert said == (b"done", "close", "chaban")


def test_an_app_that_cannot_be_made_ends_the_server():
    script = UNABLE.format(port=three_free_ports())

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=CHECKOUT, capture_output=True, text=True, timeout=PATIENCE
    )

    assert done.returncode == 1
    assert "the app cannot be made" in done.stderr
