"""What may be said of 补卡, as values."""

import re
from dataclasses import dataclass

from bot.words.incomplete import Incomplete
from bot.words.spellings import APPROVE, CORRECTIONS, REFUSE, SEPARATORS

CORRECTION_NUMBER = re.compile(r"[0-9a-f]{4,32}(?![0-9a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class ShowCorrections:
    """补卡: the requests that wait to be decided."""

    page: int = 1


@dataclass(frozen=True)
class ShowCorrection:
    """补卡 编号: one of them."""

    number: str


@dataclass(frozen=True)
class DecideCorrection:
    """批准 编号, or 不批准 编号 原因."""

    number: str
    is_approved: bool
    note: str = ""


CorrectionCommand = ShowCorrections | ShowCorrection | DecideCorrection


def read_decision(words: str, *, is_approved: bool) -> DecideCorrection | Incomplete:
    verb = APPROVE if is_approved else REFUSE
    number = CORRECTION_NUMBER.match(words)
    note = words[number.end() :].strip(SEPARATORS) if number else ""
    if number is None or not (is_approved or note):
        example = CORRECTIONS if number is None else f"{verb} {number.group()} 监控里没有本人"
        return Incomplete(verb, "要写编号，不批准还要写原因。编号见“补卡”。", example)
    return DecideCorrection(number.group().lower(), is_approved, note)
