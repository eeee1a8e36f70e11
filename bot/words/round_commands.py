"""What an inspector can say of the classes that are drawn: 今日抽查, 我的任务, 轮外查班; pure."""

import re
from dataclasses import dataclass
from datetime import date

from bot.words.chinese_numbers import read_number
from bot.words.spellings import ROUND, SEPARATORS

CONFIRM, AGAIN = "确认", "再抽"
COUNT = re.compile(
    r"(\d{1,3}|[零〇一二两三四五六七八九十百]{1,5})\s*个?班?(?![\d零〇一二两三四五六七八九十百])"
)
CONFIRMED = re.compile(rf"{CONFIRM}\s*(\d{{4}}-\d{{2}}-\d{{2}})(?:\s+(\d{{1,2}})\s+(.+))?")


@dataclass(frozen=True)
class ShowRound:
    """今日抽查: what was drawn today."""


@dataclass(frozen=True)
class DrawRound:
    """今日抽查 5: ask whether to draw; 今日抽查 5 再抽 原因 where there is a round already."""

    size: int
    reason: str = ""
    day: date | None = None
    """Of the button that begins; an old one does nothing."""
    ordinal: int = 1
    """Which round of the day that button draws, so that two taps draw one."""

    def confirmed(self, day: date, ordinal: int) -> str:
        """What the button says that begins."""
        more = f" {ordinal} {self.reason}" if ordinal > 1 else ""
        return f"{ROUND} {self.size} {CONFIRM} {day}{more}"


@dataclass(frozen=True)
class ShowOrders:
    """我的任务: what was given to me and is not done."""


@dataclass(frozen=True)
class NoSize:
    """今日抽查, and then something that is no number."""


RoundCommand = ShowRound | DrawRound | ShowOrders


def read_round(words: str) -> ShowRound | DrawRound | NoSize:
    if not words:
        return ShowRound()
    found = COUNT.match(words)
    size = read_number(found.group(1)) if found else None
    if found is None or size is None:
        return NoSize()
    rest = words[found.end() :].strip(SEPARATORS)
    if not rest:
        return DrawRound(size)
    if rest.startswith(AGAIN):
        return DrawRound(size, rest.removeprefix(AGAIN).strip(SEPARATORS))
    return _confirmed(size, rest) or NoSize()


def _confirmed(size: int, rest: str) -> DrawRound | None:
    found = CONFIRMED.fullmatch(rest)
    try:
        day = date.fromisoformat(found.group(1)) if found else None
    except ValueError:
        return None
    if found is None or day is None:
        return None
    return DrawRound(size, found.group(3) or "", day, int(found.group(2) or 1))
