"""确认, 不予确认: the second person's word on a void or an explanation; pure."""

import re
from dataclasses import dataclass

from bot.words.incomplete import Incomplete
from bot.words.spellings import CONFIRM, DECLINE, SEPARATORS

NUMBER = re.compile(r"[0-9a-f]{4,32}(?![0-9a-z])", re.IGNORECASE)


@dataclass(frozen=True)
class ShowConfirmations:
    """确认: what waits for the second person."""


@dataclass(frozen=True)
class AnswerConfirmation:
    """确认 编号, or 不予确认 编号 原因."""

    number: str
    is_confirmed: bool
    note: str = ""


ConfirmationCommand = ShowConfirmations | AnswerConfirmation


def read_confirmation(words: str) -> ConfirmationCommand:
    number = NUMBER.match(words)
    if number is None:
        return ShowConfirmations()
    return AnswerConfirmation(number.group().lower(), True, words[number.end() :].strip(SEPARATORS))


def read_declining(words: str) -> ConfirmationCommand | Incomplete:
    number = NUMBER.match(words)
    note = words[number.end() :].strip(SEPARATORS) if number else ""
    if number is None or not note:
        example = CONFIRM if number is None else f"{DECLINE} {number.group()} 记录没有问题，不应作废"
        return Incomplete(DECLINE, "要写编号和原因。编号见“确认”。", example)
    return AnswerConfirmation(number.group().lower(), False, note)
