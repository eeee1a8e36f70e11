"""Reply -> the markdown that DingTalk shows, and refusal -> reply; pure."""

import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from bot.words.spellings import (
    ANYWAY,
    CLAIMS,
    CORRECTIONS,
    DRAW_MORE,
    DUE,
    FINISH,
    HELP,
    ME,
    NEXT,
    PROGRESS,
    ROSTER,
)
from bot.words.stamps import Stamp
from training.errors import Next, Refusal
from training.notice.identity import INVISIBLE

MOST_BYTES = 15_000
MOST_TITLE = 60
PAGE = 10
SEND = "dtmd://dingtalkclient/sendMessage?content="
# DingTalk has no dependable escape, so what would be markup is shown by its full-width twin.
TWINS = str.maketrans("\\`*_{}[]()#!<>|~", "＼｀＊＿｛｝［］（）＃！＜＞｜～")
LIST_SIGNS = {"-": "－", "+": "＋"}
NEW_LINE = "  \n  "


@dataclass(frozen=True)
class Line:
    """One line of a reply; with a `command` a tap on it sends that command."""

    text: str
    command: str = ""
    is_strong: bool = False
    address: str = ""
    """A page that a tap opens, in place of a command."""


@dataclass(frozen=True)
class Button:
    """A command under a shorter name than its own."""

    text: str
    command: str


@dataclass(frozen=True)
class Reply:
    """What is answered: a title, lines, and commands as buttons under them."""

    title: str
    lines: tuple[Line | str, ...] = ()
    buttons: tuple[Button | str, ...] = ()
    """A text is its own command."""
    is_private: bool = True
    """Only for whoever asked, also when asked in a group; so is whatever names a person or warns a school."""
    has_card: bool = False
    """A card shows the same, so a press of a button on it needs no words beside."""


COMMANDS: dict[Next, str] = {
    Next.HELP: HELP,
    Next.DUE: DUE,
    Next.PROGRESS: PROGRESS,
    Next.ROSTER: ROSTER,
    Next.NEXT_CALL: NEXT,
    Next.CALL_ANYWAY: f"{NEXT} {ANYWAY}",
    Next.DRAW_MORE: DRAW_MORE,
    Next.FINISH: FINISH,
    Next.CLAIMS: CLAIMS,
    Next.CORRECTIONS: CORRECTIONS,
    Next.OWN_ACCOUNT: ME,
}
"""What leads on after a refusal -> the command for it."""
OF_A_CHECK = frozenset(
    {Next.PROGRESS, Next.ROSTER, Next.NEXT_CALL, Next.CALL_ANYWAY, Next.DRAW_MORE, Next.FINISH}
)


def reply_to_refusal(refusal: Refusal, check: str = "") -> Reply:
    """Why not, and what can be done now; of a check, whose 检查编号 it is, the buttons name it."""
    lines = (str(refusal), *((f"检查 {check}",) if check and check not in str(refusal) else ()))
    return Reply("没有办成", lines, tuple(_leading(each, check) for each in refusal.leads_to))


def about(check: str, *words: str, seen: int | None = None) -> tuple[Button, ...]:
    """Buttons of one check: each names it, so that it does nothing to any other."""
    stamp = Stamp(check, seen)
    return tuple(Button(each, f"{each} {stamp}") for each in words)


def _leading(step: Next, check: str) -> Button | str:
    word = COMMANDS[step]
    return about(check, word)[0] if check and step in OF_A_CHECK else word


def as_markdown(reply: Reply) -> str:
    """The reply within DingTalk's size; where it is too long, the last lines go, and that is said."""
    lines = [_line(each if isinstance(each, Line) else Line(each)) for each in reply.lines]
    text = _joined(reply, lines)
    while len(text.encode()) > MOST_BYTES and lines:
        lines = lines[:-1]
        text = _joined(reply, [*lines, "（太长，后面的没有显示）"])
    return text


def preview(reply: Reply) -> str:
    """What the list of chats shows of it."""
    return escape(reply.title)[:MOST_TITLE]


def escape(text: str) -> str:
    """Show a text as it stands: no markup, no line of its own, no link, nothing invisible."""
    seen = "".join(
        " " if unicodedata.category(each)[0] in "CZ" else each for each in text.translate(INVISIBLE)
    )
    shown = " ".join(seen.split()).translate(TWINS).replace("://", "：//")
    sign = shown[:1]
    if sign in LIST_SIGNS:
        return LIST_SIGNS[sign] + shown[1:]
    digits = len(shown) - len(shown.lstrip("0123456789"))
    is_numbered = 0 < digits < len(shown) and shown[digits] == "."
    return f"{shown[:digits]}．{shown[digits + 1 :]}" if is_numbered else shown


def sending(command: str) -> str:
    """The address that sends a command as if it had been typed."""
    return SEND + quote(command, safe="")


def _joined(reply: Reply, lines: list[str]) -> str:
    named = [each if isinstance(each, Button) else Button(each, each) for each in reply.buttons]
    buttons = [f"[{escape(each.text)}]({sending(each.command)})" for each in named]
    parts = [f"### {escape(reply.title)}", *lines]
    return NEW_LINE.join([*parts, *(["　　".join(buttons)] if buttons else [])])


def _line(line: Line) -> str:
    text = escape(line.text)
    if line.is_strong:
        text = f"**{text}**"
    if line.address:
        return f"[{text}]({line.address})"
    return f"[{text}]({sending(line.command)})" if line.command else text


@dataclass(frozen=True)
class Paged:
    """One page of a list, and the command for the next."""

    items: tuple[Line, ...]
    note: str
    more: tuple[str, ...]


def page_of(items: list[Line], page: int, verb: str) -> Paged:
    """Ten at a time, as a phone shows them; a page beyond the last is the last."""
    part = part_of(len(items), page, verb)
    return Paged(tuple(items[part.begin : part.begin + PAGE]), part.note, part.more)


@dataclass(frozen=True)
class Part:
    """Where the page of a list begins, which one it is, and the command for the next."""

    begin: int
    note: str
    more: tuple[str, ...]


def part_of(count: int, page: int, verb: str) -> Part:
    """The same of a list that is too long to be read whole."""
    pages = max(1, -(-count // PAGE))
    shown = min(page, pages)
    note = f"共 {count}，第 {shown}/{pages} 页" if pages > 1 else ""
    more = (f"{verb} {shown + 1}",) if shown < pages else ()
    return Part((shown - 1) * PAGE, note, more)
