"""批次: batches of punches that wait to be accepted, as values; pure."""

import re
from dataclasses import dataclass

from bot.words.incomplete import Incomplete
from bot.words.spellings import ACCEPT, BATCHES, NOT_ACCEPT, SEPARATORS

NUMBER = re.compile(r"(\d{1,9})(?!\d)")
PAGE = re.compile(r"第\s*(\d{1,3})\s*页")
VERDICT = re.compile(f"({NOT_ACCEPT}|{ACCEPT})")


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
    """批次 12 接受 原因, or 批次 12 不接受 原因."""

    number: int
    is_accepted: bool
    reason: str


BatchCommand = ShowBatches | ShowBatch | DecideBatch


def read_batches(words: str) -> BatchCommand | Incomplete:
    page, number = PAGE.search(words), NUMBER.match(words)
    if page or not number:
        return ShowBatches(max(1, int(page.group(1))) if page else 1)
    key, rest = int(number.group(1)), words[number.end() :].strip(SEPARATORS)
    verdict = VERDICT.match(rest)
    if verdict is None:
        return ShowBatch(key)
    word, reason = verdict.group(1), rest[verdict.end() :].strip(SEPARATORS)
    if not reason:
        why = f"{word}要写明原因，会留在记录里，培训机构也看得到。"
        examples = {ACCEPT: "学校断网三天，已核对签到表", NOT_ACCEPT: "没有签到表，说不清来源"}
        return Incomplete(BATCHES, why, f"{BATCHES} {key} {word} {examples[word]}")
    return DecideBatch(key, word == ACCEPT, reason)
