"""A QR code that leads to the page which verifies a printed record; drawn here, asked of nobody (pure)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import segno

# A seventh may be lost to a fold or a stamp; more would make the modules too small for old phones.
ERROR_CORRECTION = "m"
QUIET_ZONE = 4


@dataclass(frozen=True)
class QrCode:
    """What an SVG needs to be one: its width in modules, and the dark ones as a path."""

    width: int
    path: str


@dataclass(frozen=True)
class RecordCode:
    """The address at which a record is verified; its digest (校验码) is the end of it."""

    address: str

    @property
    def qr(self) -> QrCode:
        code = segno.make_qr(self.address, error=ERROR_CORRECTION, boost_error=False)
        rows = [bytes(row) for row in code.matrix_iter(border=QUIET_ZONE)]
        return QrCode(len(rows), "".join(step for y, row in enumerate(rows) for step in _bars(row, y)))


def _bars(row: bytes, y: int) -> Iterator[str]:
    """Each run of dark modules is one rectangle, so that no printer leaves gaps between them."""
    x = 0
    for is_dark, run in groupby(row):
        length = len(list(run))
        if is_dark:
            yield f"M{x} {y}h{length}v1h-{length}z"
        x += length
