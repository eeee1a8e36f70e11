"""What a name is found by: its parts, and how it is read aloud (拼音), in every reading of its characters."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice, product

from training.notice.identity import compact, plain

LONGEST = 64
"""Letters of a key; more of a long name would tell nothing apart."""
READINGS = 16
"""Of one name at most: the first character's vary first, for people look up by the family name (单, 曾)."""
SEPARATORS = re.compile(r"[^0-9A-Za-z\u2e80-\u9fff]+")
FIRST_LETTER, LAST_SURROGATE, LAST_LETTER = 0xD800, 0xDFFF, 0x10FFFF


def folded(text: str) -> str:
    """Letters and digits alone, small, half-width: what is typed and what is kept meet in it."""
    return "".join(each for each in compact(text).lower() if each.isalnum())[:LONGEST]


def keys_of_name(name: str) -> frozenset[str]:
    """Every end of the name, so that 王芳 is found by 芳; and wf and wangfang."""
    whole = folded(name)
    ends = {whole[place:] for place in range(len(whole))}
    return frozenset(ends | set(_spelled(whole)))


def keys_of_number(number: str) -> frozenset[str]:
    """The number and each of its ends behind a separator: BT2026-DG-003, DG-003, 003."""
    parts = SEPARATORS.split(plain(number))
    ends = (folded("".join(parts[place:])) for place in range(len(parts)))
    return frozenset(each for each in ends if each)


def after(prefix: str) -> str | None:
    """The first text behind all that begin so, in the order of code points; None where there is none."""
    for place in range(len(prefix) - 1, -1, -1):
        following = ord(prefix[place]) + 1
        if FIRST_LETTER <= following <= LAST_SURROGATE:
            following = LAST_SURROGATE + 1
        if following <= LAST_LETTER:
            return prefix[:place] + chr(following)
    return None


def _spelled(name: str) -> Iterator[str]:
    """Initials and whole syllables of each reading; nothing of a name without a Chinese character."""
    readings = [_readings_of(each) for each in name]
    if all(len(own) == 1 and own[0] == each for own, each in zip(readings, name, strict=True)):
        return
    yield from ("".join(each)[:LONGEST] for each in _some([_initials(own) for own in readings]))
    yield from ("".join(each)[:LONGEST] for each in _some(readings))


def _some(readings: Sequence[Sequence[str]]) -> Iterable[tuple[str, ...]]:
    turned = product(*reversed(readings))
    return (tuple(reversed(each)) for each in islice(turned, READINGS))


def _initials(readings: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each[0] for each in readings))


@lru_cache(maxsize=4096)
def _readings_of(letter: str) -> tuple[str, ...]:
    """Without tones, the usual one first, ü as v; what is no Chinese character reads as itself."""
    if letter.isascii():
        return (letter,)
    # Loaded when the first name is read: most commands read none, and it is a table of 45,000 characters.
    from pypinyin import Style, pinyin

    return tuple(dict.fromkeys(pinyin(letter, style=Style.NORMAL, heteronym=True)[0]))
