"""The words after 待查: a page, how a class stands today, and what its name or its place may say; pure."""

import re

from bot.words.chinese_numbers import read_number
from bot.words.commands import Due
from bot.words.spellings import DUE
from training.checks.rules.class_choice import Shown

STANDINGS: dict[Shown, tuple[str, ...]] = {
    Shown.NOT_TODAY: ("未查", "今天未查", "没查", "没查的", "还没查", "未查的"),
    Shown.TODAY: ("已查", "今天已查", "查过", "查过的", "已查的", "查了的"),
    Shown.OWED: ("欠查", "欠查的", "还欠", "欠"),
    Shown.IN_SESSION: ("上课", "上课中", "正在上课", "在上", "在上课", "现在"),
}
"""The first of each is the one we show."""
APART = re.compile(r"[\s,，、。;；]+")
PAGE = re.compile(r"第?\s*(\d{1,3}|[一二两三四五六七八九十]{1,3})\s*页")
BARE_PAGE = re.compile(r"\d{1,3}")
MOST_WORDS = 4


def read_due(words: str) -> Due:
    """待查, 待查 2, 待查 青山区 未查, 待查 宏达 第2页."""
    found = PAGE.search(words)
    page = read_number(found.group(1)) if found else None
    said = [each for each in APART.split(PAGE.sub(" ", words)) if each]
    if page is None:
        pages = [each for each in said if BARE_PAGE.fullmatch(each)]
        page = int(pages[-1]) if pages else 1
        said = [each for each in said if each not in pages]
    standings = {spelling: shown for shown, spellings in STANDINGS.items() for spelling in spellings}
    shown = [standings[each] for each in said if each in standings]
    rest = [each for each in said if each not in standings]
    return Due(max(1, page), tuple(rest[:MOST_WORDS]), shown[-1] if shown else Shown.ALL)


def due_in_words(command: Due) -> str:
    """The command again without its page: 待查 青山区 未查."""
    standing = (STANDINGS[command.shown][0],) if command.shown is not Shown.ALL else ()
    return " ".join((DUE, *command.words, *standing))
