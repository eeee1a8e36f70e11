"""Money in fen, and as people write it in yuan."""

import re

from training.errors import NotRight
from training.notice.identity import compact

# Below ten million yuan for one person, whose fen fit the four bytes of a database column.
YUAN = re.compile(r"(\d{1,7})(?:\.(\d{1,2}))?")
TOTAL = re.compile(r"(\d{1,11})(?:\.(\d{1,2}))?")


class BadAmount(NotRight):
    """The text is no sum of money."""

    def __init__(self, written: str):
        super().__init__(f"金额“{written[:20]}”应写成元，如 1200 或 1200.50，最多写到分。")


def read_fen(text: str) -> int:
    """1,200.50 -> 120050; a third decimal is refused, not rounded. Raises BadAmount."""
    return _read(text, YUAN)


def read_total_fen(text: str) -> int:
    """The same of many people together; raises BadAmount."""
    return _read(text, TOTAL)


def yuan(fen: int) -> str:
    """120050 -> 1,200.50."""
    return f"{fen // 100:,}.{fen % 100:02d}"


def signed_yuan(fen: int) -> str:
    """The same of what may be below 0: -5 -> −0.05."""
    return yuan(fen) if fen >= 0 else f"−{yuan(-fen)}"


def _read(text: str, written: re.Pattern[str]) -> int:
    found = written.fullmatch(compact(text).removeprefix("¥").removesuffix("元").replace(",", ""))
    if found is None:
        raise BadAmount(text)
    whole, parts = found.group(1), found.group(2) or ""
    return int(whole) * 100 + int(parts.ljust(2, "0"))
