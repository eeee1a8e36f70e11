"""What a button says beside its words: which check it belongs to, and how far that was then; pure."""

import re
from dataclasses import dataclass

SIGN = "#"
STAMP = re.compile(r"[#＃](?P<check>[^#＃]+-[市区]\d{1,4}|[0-9a-f]{8})(?:[:：](?P<seen>\d{1,5}))?\s*$")
"""#BT2026-001-市1, or #BT2026-001-市1:2 at the end; on a card, where there is little room, #3f2a91bc."""


@dataclass(frozen=True)
class Stamp:
    """A check by its 检查编号 or its code; `seen` counts what there was when the button was shown.

    Of a 记 or a 更正 the calls of that trainee, corrections too; of a 补抽 those who came in. Pressed again,
    it adds nothing.
    """

    check: str
    seen: int | None = None

    def __str__(self) -> str:
        return f"{SIGN}{self.check}" if self.seen is None else f"{SIGN}{self.check}:{self.seen}"


def split_stamp(text: str) -> tuple[str, Stamp | None]:
    """What was said without its stamp, and the stamp."""
    found = STAMP.search(text)
    if found is None:
        return text, None
    seen = found.group("seen")
    return text[: found.start()].rstrip(), Stamp(found.group("check").strip(), int(seen) if seen else None)
