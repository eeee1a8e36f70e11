"""What a connection is about, and since when."""

from collections.abc import Iterator
from socket import socket, socketpair
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments

from webapp.server.channels import Channel
from webapp.server.waiting import GRACE_SECONDS, HEAD_SECONDS, IDLE_SECONDS, LEAST_PACE, Stage


@pytest.fixture
def ends() -> Iterator[tuple[Channel, socket]]:
    """Our end of a connection, and the client's."""
    ours, theirs = socketpair()
    server = SimpleNamespace(active_channels={}, add_task=lambda task: None)
    channel = Channel(server, ours, ("127.0.0.77", 1), Adjustments(), map={})
    yield channel, theirs
    channel.close()
    theirs.close()


def outstays(channel: Channel, *moments: float) -> list[bool]:
    return [channel.has_outstayed(moment, is_crowded=False) for moment in moments]


def test_a_kept_connection_stays_as_long_as_it_is_used(ends):
    channel, _ = ends

    assert outstays(channel, 0, IDLE_SECONDS) == [False, False]
    channel.send(b"an answer")
    assert outstays(channel, IDLE_SECONDS + 1, 2 * IDLE_SECONDS + 1) == [False, False]
    assert outstays(channel, 2 * IDLE_SECONDS + 2) == [True]


def test_a_head_has_its_time_however_often_it_moves(ends):
    channel, _ = ends
    channel.received(b"GET / HTTP/1.1\r\n")
    assert (channel.stage, outstays(channel, 0)) == (Stage.HEAD, [False])

    channel.received(b"X: y\r\n")

    assert outstays(channel, HEAD_SECONDS, HEAD_SECONDS + 1) == [False, True]


def test_a_body_is_measured_by_its_pace(ends):
    channel, _ = ends
    channel.received(b"POST / HTTP/1.1\r\nContent-Length: 100000\r\n\r\n")
    assert (channel.stage, outstays(channel, 0)) == (Stage.BODY, [False])

    channel.received(b"x" * 10 * LEAST_PACE)

    assert outstays(channel, GRACE_SECONDS + 10, GRACE_SECONDS + 11) == [False, True]
    assert channel.held_bytes == 10 * LEAST_PACE


def test_a_burst_buys_no_silence(ends):
    channel, _ = ends
    channel.received(b"POST / HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n")
    assert outstays(channel, 0) == [False]
    channel.received(b"x" * 500 * LEAST_PACE)

    assert outstays(channel, 1, 1 + GRACE_SECONDS, 2 + GRACE_SECONDS) == [False, False, True]


def test_an_answer_may_be_on_its_way_for_minutes(ends):
    channel, _ = ends
    channel.outbufs[0].append(b"x" * 1_000_000)
    channel.total_outbufs_len = 1_000_000
    assert outstays(channel, 0) == [False]
    longest = channel.send(b"x" * 90 * LEAST_PACE) / LEAST_PACE + GRACE_SECONDS

    assert outstays(channel, 1, longest, longest + 1) == [False, False, True]


def test_an_answer_that_nobody_reads_is_measured_too(ends):
    channel, _ = ends
    channel.outbufs[0].append(b"x" * 1_000_000)
    channel.total_outbufs_len = 1_000_000

    assert channel.stage is Stage.ANSWER
    assert outstays(channel, 0, GRACE_SECONDS, GRACE_SECONDS + 1) == [False, False, True]


def test_a_whole_request_is_work_and_ours_to_end(ends):
    channel, _ = ends
    channel.received(b"GET / HTTP/1.1\r\n\r\n")

    assert (channel.stage, outstays(channel, 0, 86_400)) == (Stage.WORK, [False, False])


def test_the_log_knows_no_address(ends):
    channel, _ = ends

    assert repr(channel) == str(channel) == "<connection in stage idle>"
