"""Text -> Command: what an inspector meant, however it was typed or spoken; pure, and it never raises."""

import re
import unicodedata

from bot.words.calls import read_next, read_record
from bot.words.commands import Command, Help, NotUnderstood, RecordCall, ShowClass
from bot.words.details import READERS
from bot.words.lead_commands import WhoAnswered
from bot.words.nearest import SPELLINGS, nearest_commands
from bot.words.spellings import (
    CANCEL,
    FALLBACK,
    FINISH,
    HARMLESS,
    NEXT,
    PANORAMA,
    SEPARATORS,
    TAKES_WORDS,
    UNABLE,
)
from training.notice.identity import plain

LONGEST_TEXT = 200
MENTION = re.compile(r"@\S+")
CLASS_NUMBER = re.compile(r"[a-z]{1,8}[a-z0-9-]*\d[a-z0-9-]*", re.IGNORECASE)
DOUBTS = re.compile("[不没未非无缺差吗?]")
"""In words on a picture: 不是全景, 没拍到全景, 这是全景吗."""


def read_command(text: str) -> Command:
    """What was meant; spaces, full-width letters, mentions and missing spaces make no difference."""
    said = _tidy(text)
    if not said:
        return Help()
    return _with_verb(said) or _without_verb(said) or _not_understood(said)


def _not_understood(said: str) -> NotUnderstood:
    nearest = nearest_commands(said)
    return NotUnderstood(nearest, tuple(_with_verb(each) or _without_verb(each) for each in nearest))


def calls_it_panorama(text: str) -> bool:
    """Whether the words that came with a picture say that everybody is in it: 三楼教室全景 do."""
    said = _tidy(text)
    return PANORAMA in said and not DOUBTS.search(plain(text))


def _tidy(text: str) -> str:
    # Twice the length: a mention and spaces may go yet. Nobody types so much that is a command.
    cut = text[: 2 * LONGEST_TEXT]
    seen = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in plain(cut))
    return " ".join(MENTION.sub(" ", seen).split())[:LONGEST_TEXT].strip(SEPARATORS)


def _with_verb(said: str) -> Command | None:
    for spelling, verb in SPELLINGS:
        if said.lower().startswith(spelling):
            rest = said[len(spelling) :]
            if _may_follow(spelling, verb, rest):
                return READERS[verb](rest.strip(SEPARATORS))
    return None


def _may_follow(spelling: str, verb: str, rest: str) -> bool:
    """Whether the verb may stand before `rest`: 记3无误 is one, 结束了吗 is a question and ends nothing."""
    is_apart = not rest or rest[0] in SEPARATORS
    words = rest.strip(SEPARATORS)
    if verb == CANCEL:
        return is_apart or spelling == CANCEL
    if verb == FALLBACK:
        return is_apart
    if verb == FINISH:
        return words in ("", UNABLE)
    if verb == NEXT:
        return read_next(words) is not None
    return not words or verb in TAKES_WORDS or (verb in HARMLESS and is_apart)


def _without_verb(said: str) -> Command | None:
    """People leave the verb out where the rest says it all: `3 无误`, or a class's number."""
    recorded = read_record(said)
    if isinstance(recorded, RecordCall | WhoAnswered):
        return recorded
    return ShowClass(said) if CLASS_NUMBER.fullmatch(said) else None
