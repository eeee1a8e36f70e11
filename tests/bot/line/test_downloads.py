"""A file of DingTalk's is fetched within limits of bytes and time; why it did not come is said in words."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.line.api_answers import ApiRefused, ApiThrottled, ApiUnavailable, BadToken, Expired
from bot.line.downloads import LARGEST_FILE, LONGEST, read_file, refusal_of_code
from tests.bot.conftest import NINE, Clock


@dataclass
class Trickle:
    """A line that brings so many parts, and takes its time for each."""

    clock: Clock
    parts: list[bytes]
    seconds: float = 0
    status_code: int = 200
    read: int = field(default=0)

    @property
    def raw(self) -> "Trickle":
        return self

    def read1(self, most: int, *, decode_content: bool) -> bytes:
        self.clock.pass_by(seconds=self.seconds)
        self.read += 1
        return self.parts.pop(0)[:most] if self.parts else b""


def test_all_parts_are_one_file():
    clock = Clock()

    assert read_file(Trickle(clock, [b"\x89PNG", b"1", b"2"]), "图片", clock) == b"\x89PNG12"


@pytest.mark.parametrize(("late", "comes"), [(timedelta(seconds=1), True), (timedelta(), False)])
def test_a_line_that_trickles_is_left_after_half_a_minute_and_tried_again(late, comes):
    clock = Clock()
    line = Trickle(clock, [b"x"] * 10, (LONGEST - late).total_seconds() / 10)

    if comes:
        assert read_file(line, "图片", clock) == b"x" * 10
        return
    with pytest.raises(ApiUnavailable, match="下载太慢"):
        read_file(line, "图片", clock)
    assert line.read == 10


def test_a_file_without_end_is_left_at_the_largest():
    part = b"x" * 65536
    line = Trickle(Clock(), [part] * (2 * LARGEST_FILE // len(part)))

    with pytest.raises(ApiRefused, match="图片太大，最大 20 MB"):
        read_file(line, "图片", lambda: NINE)
    assert line.read == LARGEST_FILE // len(part) + 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, Expired),
        (404, Expired),
        (410, Expired),
        (429, ApiThrottled),
        (500, ApiUnavailable),
        (503, ApiUnavailable),
        (400, ApiRefused),
    ],
)
def test_a_store_that_stumbles_is_asked_again_and_one_that_has_it_no_longer_is_not(status, kind):
    with pytest.raises(kind) as failure:
        read_file(Trickle(Clock(), [], status_code=status), "图片", lambda: NINE)
    assert type(failure.value) is kind


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (ApiRefused("", "somethingThatNobodyLists", is_known=False), Expired),
        (ApiRefused("", "Forbidden.AccessDenied.AccessTokenPermissionDenied"), ApiRefused),
        (BadToken("", "InvalidAuthentication"), BadToken),
    ],
)
def test_a_code_that_dingtalk_refuses_has_ended_unless_the_application_is_to_blame(said, kind):
    assert type(refusal_of_code(said, "图片")) is kind
