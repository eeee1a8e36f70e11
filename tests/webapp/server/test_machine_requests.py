"""R43: heads with bare line feeds are read where a machine sent them, in whatever pieces they come."""

import pytest
from waitress.adjustments import Adjustments

from webapp.server.machine_requests import MachineRequest

HEAD = b"POST /iclock/cdata?SN=A HTTP/1.1\nHost: x\nContent-Length: 5\n\n"
BODY = b"a\n\nbc"


def read(*pieces: bytes) -> tuple[MachineRequest, bytes]:
    """The request that these pieces make, and what of them was not its own."""
    request = MachineRequest(Adjustments())
    left = b"".join(pieces)
    for piece in pieces:
        while piece and not request.completed:
            taken = request.received(piece)
            piece, left = piece[taken:], left[taken:]
    return request, left


@pytest.mark.parametrize("cut", range(1, len(HEAD + BODY)))
def test_a_machines_head_is_read_wherever_it_is_cut(cut):
    sent = HEAD + BODY

    request, left = read(sent[:cut], sent[cut:])

    assert (request.completed, request.error, left) == (True, None, b"")
    assert (request.path, request.headers["HOST"]) == ("/iclock/cdata", "x")
    assert request.get_body_stream().read() == BODY


def test_what_follows_belongs_to_the_next_request():
    _, left = read(HEAD + BODY + HEAD)

    assert left == HEAD


def test_empty_lines_before_a_head_are_no_request():
    request, left = read(b"\r\n\n" + HEAD + BODY)

    assert (request.error, request.path, left) == (None, "/iclock/cdata", b"")


@pytest.mark.parametrize(
    "head",
    [
        b"GET /healthz HTTP/1.1\nHost: x\n\n",
        b"GET /healthz HTTP/1.1\nX: /iclock/\n\n",
        b"POST /iclock/cdata?SN=A HTTP/1.1\r\nHost: x\n\n",
        b"POST /iclock/cdata?SN=A HTTP/1.1\nHost: x\r\n\n",
        b"GET / HTTP/1.1\r\nX: a\n\nb\r\n\r\n",
    ],
    ids=["a page", "a page with the word", "mixed", "mixed at the end", "within a head"],
)
def test_other_heads_with_bare_line_feeds_are_refused_at_once(head):
    request, _ = read(head)

    assert request.completed
    assert request.error.code == 400


def test_a_body_with_empty_lines_behind_an_ordinary_head_stays_as_it_is():
    request, left = read(HEAD.replace(b"\n", b"\r\n") + BODY)

    assert (request.error, left) == (None, b"")
    assert request.get_body_stream().read() == BODY


def test_a_machines_head_may_be_no_larger_than_others():
    request, _ = read(HEAD[:-1] + b"X: " + b"x" * Adjustments.max_request_header_size + b"\n\n")

    assert request.error.code == 431
