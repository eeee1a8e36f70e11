"""Small numbers as people write or say them: 26, 二十六, 两; a voice message is turned into the latter."""

import re

DIGIT = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SPOKEN = re.compile(
    r"(?:([一二两三四五六七八九])百)?[零〇]?(?:([一二三四五六七八九])?(十))?"
    r"([零〇一二两三四五六七八九])?"
)
MOST_DIGITS = 4


def read_number(text: str) -> int | None:
    """The number that the whole text is, up to 9999 in digits or 999 in words; None where it is none."""
    if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS:
        return int(text)
    spoken = SPOKEN.fullmatch(text) if text else None
    if spoken is None:
        return None
    hundreds, tens, has_tens, ones = spoken.groups()
    ten = DIGIT[tens] if tens else (1 if has_tens else 0)
    return 100 * (DIGIT[hundreds] if hundreds else 0) + 10 * ten + (DIGIT[ones] if ones else 0)
