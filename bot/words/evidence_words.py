"""The words after 到课, 在线, 全景 and 撤回: how many there are, and which picture shows it; pure."""

import re

from bot.words.calls import read_picture
from bot.words.chinese_numbers import read_number
from bot.words.commands import (
    Command,
    CountFaces,
    CountHeads,
    CountInPanorama,
    MarkPanorama,
    WithdrawPicture,
)
from bot.words.incomplete import Incomplete
from bot.words.spellings import FACES, HEADS, PANORAMA, SEPARATORS, WITHDRAW

COUNT = r"(\d{1,4}|[零〇一二两三四五六七八九十百]{1,6})"
FACES_SAID = re.compile(rf"{COUNT}\s*[人名个位张]?脸?(?:[\s,，]*第\s*{COUNT}\s*张?)?")


def read_heads(words: str) -> Command:
    """A number; with 全景 after it, which is said of the picture that it was counted on."""
    bare = words.removesuffix(PANORAMA)
    heads = read_number(bare.strip(SEPARATORS).rstrip("人名个位 "))
    if heads is None:
        return Incomplete(HEADS, "没有看到人数。数一数教室里有几名学员。", "到课 26")
    return CountHeads(heads) if bare == words else CountInPanorama(heads)


def read_faces(words: str) -> Command:
    """A number, and where it is not the latest screenshot that was counted, which one."""
    found = FACES_SAID.fullmatch(words)
    faces = read_number(found.group(1)) if found else None
    place = read_number(found.group(2)) if found and found.group(2) else None
    if faces is None:
        return Incomplete(FACES, "没有看到人脸数。数一数截图里学员的人脸。", f"{FACES} 25")
    return CountFaces(faces, place)


def read_panorama(words: str) -> Command | None:
    """Nothing, which picture, or how many are on it; 不是全景 and whatever else is none."""
    if words.startswith(HEADS):
        counted = read_heads(words.removeprefix(HEADS).strip(SEPARATORS))
        return CountInPanorama(counted.heads) if isinstance(counted, CountHeads) else None
    picture, more = read_picture(words)
    return MarkPanorama(picture) if not more else None


def read_withdrawal(words: str) -> Command:
    picture, reason = read_picture(words)
    if not picture or not reason:
        return Incomplete(WITHDRAW, "要写第几张和原因，会留在记录里。", f"{WITHDRAW} 第2张 发错了班")
    return WithdrawPicture(picture, reason)
