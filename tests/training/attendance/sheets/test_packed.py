"""R43: what a machine has packed is unpacked within a limit, or kept as it came."""

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attendance.sheets.packed import MOST_BYTES, BadPack, unpack

BODY = b"7\t2026-03-02 08:12:30\t0\t15\n" * 100


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [(BODY, ""), (BODY, "identity"), (gzip.compress(BODY), ""), (gzip.compress(BODY), "GZIP "),
     (zlib.compress(BODY), "deflate"), (zlib.compress(BODY)[2:-4], "deflate"), (zlib.compress(BODY), "gzip")],
    ids=["plain", "identity", "gzip by its bytes", "gzip", "deflate", "bare deflate", "called gzip"],
)  # fmt: skip
def test_a_body_is_as_it_was_before_it_was_packed(packed, encoding):
    assert unpack(packed, encoding) == BODY


def test_a_pack_of_several_members_is_whole():
    assert unpack(gzip.compress(BODY) + gzip.compress(BODY), "") == BODY * 2


def test_a_text_that_begins_like_a_pack_is_a_text_unless_the_machine_says_otherwise():
    assert unpack(b"x\x9cabc", "") == b"x\x9cabc"


@pytest.mark.parametrize(
    ("packed", "encoding"),
    [(gzip.compress(BODY)[:-9], ""), (b"\x1f\x8b garbage", ""), (b"garbage", "gzip"), (b"garbage", "deflate"),
     (gzip.compress(b"\0" * (MOST_BYTES + 1)), "")],
    ids=["cut off", "garbage", "not gzip", "not deflate", "too large"],
)  # fmt: skip
def test_what_cannot_be_unpacked_says_so(packed, encoding):
    with pytest.raises(BadPack):
        unpack(packed, encoding)


@given(st.binary(max_size=200), st.sampled_from(["", "gzip", "deflate", "br"]))
def test_no_bytes_raise_anything_else(body, encoding):
    try:
        unpack(body, encoding)
    except BadPack:
        assert encoding in ("gzip", "deflate") or body.startswith(b"\x1f\x8b")
