"""批次: batches of punches that wait to be accepted, as values; pure."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.words.incomplete import Incomplete
from bot.words.spellings import ACCEPT, BATCHES, NOT_ACCEPT, SEPARATORS

NUMBER = re.compile(r"(\d{1,9})(?!\d)")
PAGE = re.compile(r"第\s*(\d{1,3})\s*页")
OF_DAY = re.compile(
    r"(?P<machine>[0-9a-z_-]{1,40})[\s,，、]+(?:(?P<year>\d{4})[年-])?(?P<month>\d{1,2})[月-](?P<day>\d{1,2})(?!\d)日?",
    re.IGNORECASE,
)
UNTIL = re.compile(r"至\s*(\d{1,9})(?!\d)")
SHOWN = re.compile(r"共\s*(\d{1,9})\s*次")
VERDICT = re.compile(f"({NOT_ACCEPT}|{ACCEPT})")


class SaidDay(NamedTuple):
    """A day as it was said; without a year it is the last one of that name."""

    year: int | None
    month: int
    day: int

    def until(self, today: date) -> date | None:
        """Which day it is; None where there is none."""
        for year in (self.year,) if self.year else (today.year, today.year - 1):
            with suppress(ValueError):
                found = date(year, self.month, self.day)
                if found <= today:
                    return found
        return None


@dataclass(frozen=True)
class ShowBatches:
    """批次: those that wait; 批次 第 2 页."""

    page: int = 1


@dataclass(frozen=True)
class ShowBatch:
    """批次 12: what it holds, why it waits, and what would move."""

    number: int


@dataclass(frozen=True)
class DecideBatch:
    """批次 12 接受 原因, or 批次 12 不接受 原因; a look adds of how many punches, 批次 12 共4次."""

    number: int
    is_accepted: bool
    reason: str
    punches: int | None = None


@dataclass(frozen=True)
class ShowBatchDay:
    """批次 CJDE1 3月2日: all that the machine handed in on that day and that waits."""

    machine: str
    day: SaidDay


@dataclass(frozen=True)
class DecideBatchDay:
    """批次 CJDE1 3月2日 至18 共4次 接受 原因: all that was shown, four punches up to number 18."""

    shown: ShowBatchDay
    until: int
    punches: int
    is_accepted: bool
    reason: str


BatchCommand = ShowBatches | ShowBatch | DecideBatch | ShowBatchDay | DecideBatchDay


def read_batches(words: str) -> BatchCommand | Incomplete:
    of_day = OF_DAY.match(words)
    if of_day:
        return _read_day(of_day, words[of_day.end() :].strip(SEPARATORS))
    page, number = PAGE.search(words), NUMBER.match(words)
    if page or not number:
        return ShowBatches(max(1, int(page.group(1))) if page else 1)
    key, rest = int(number.group(1)), words[number.end() :].strip(SEPARATORS)
    count, said = _after(SHOWN, rest)
    verdict = VERDICT.match(said)
    if verdict is None:
        return ShowBatch(key)
    word, reason = verdict.group(1), said[verdict.end() :].strip(SEPARATORS)
    if not reason:
        return _without_reason(f"{key}" if count is None else f"{key} 共{count}次", word)
    return DecideBatch(key, word == ACCEPT, reason, count)


def _after(sign: re.Pattern[str], words: str) -> tuple[int | None, str]:
    """The number that stands at the beginning, where one does, and what follows it."""
    found = sign.match(words)
    return (int(found[1]), words[found.end() :].strip(SEPARATORS)) if found else (None, words)


def _read_day(found: re.Match[str], rest: str) -> BatchCommand | Incomplete:
    """Nothing is decided that was not shown: without last number and count the day is shown first."""
    year = int(found["year"]) if found["year"] else None
    shown = ShowBatchDay(found["machine"], SaidDay(year, int(found["month"]), int(found["day"])))
    until, rest = _after(UNTIL, rest)
    count, said = _after(SHOWN, rest)
    verdict = VERDICT.match(said)
    if until is None or count is None or verdict is None:
        return shown
    word, reason = verdict.group(1), said[verdict.end() :].strip(SEPARATORS)
    if not reason:
        return _without_reason(f"{found[0].strip()} 至{until} 共{count}次", word)
    return DecideBatchDay(shown, until, count, word == ACCEPT, reason)


def _without_reason(which: str, word: str) -> Incomplete:
    why = f"{word}要写明原因，会留在记录里，培训机构也看得到。"
    examples = {ACCEPT: "学校断网三天，已核对签到表", NOT_ACCEPT: "没有签到表，说不清来源"}
    return Incomplete(BATCHES, why, f"{BATCHES} {which} {word} {examples[word]}")
