"""Bodies that a machine has packed (gzip, deflate), unpacked within a limit."""

import zlib

MOST_BYTES = 64 << 20
GZIP = b"\x1f\x8b"
# Of zlib: 15 is the largest window, 16 more means gzip, 32 more means "whichever of both it is".
EITHER, BARE = 15 + 32, -15


class BadPack(ValueError):
    """The bytes cannot be unpacked, or are far more than a machine holds."""


def unpack(body: bytes, encoding: str) -> bytes:
    """The body as it was before it was packed; as it is where neither its header nor its bytes say so.

    Raises BadPack.
    """
    encoding = encoding.strip().lower()
    if body.startswith(GZIP) or encoding == "gzip":
        return _unpacked(body, EITHER)
    if encoding == "deflate":
        try:
            return _unpacked(body, EITHER)
        except BadPack:
            # What the name means is disputed: some send the bare stream.
            return _unpacked(body, BARE)
    return body


def _unpacked(body: bytes, window: int) -> bytes:
    """Every member of the pack, one behind the other."""
    whole = b""
    while body:
        stream = zlib.decompressobj(window)
        try:
            whole += stream.decompress(body, MOST_BYTES - len(whole) + 1)
        except zlib.error as error:
            raise BadPack(str(error)) from error
        if not stream.eof or len(whole) > MOST_BYTES:
            raise BadPack("cut off" if len(whole) <= MOST_BYTES else "too large")
        body = stream.unused_data
    return whole
