"""Refusals: the rules say no, in words for the person who asked. They know nothing of pages or chats.

They are of six kinds, and no other: whoever passes one on looks at its kind, never at its name.
"""

import errno
from datetime import timedelta
from enum import Enum, auto
from typing import ClassVar

REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "已有同名的文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason_of(error: OSError) -> str:
    """Why the machine says no, for a clerk; a rare reason stays in the machine's own words."""
    return REASONS.get(error.errno or 0) or error.strerror or str(error)


class Next(Enum):
    """What leads on after a refusal; how one gets there is for the page or the chat to say."""

    HELP = auto()
    DUE = auto()
    """The classes that are due for a check."""
    PROGRESS = auto()
    """How far the check in hand is, and what it lacks."""
    ROSTER = auto()
    """Who was drawn, and what has been recorded of each."""
    NEXT_CALL = auto()
    CALL_ANYWAY = auto()
    """The next call, although trainees are at rest; the record will tell."""
    DRAW_MORE = auto()
    """Another trainee in the place of one who cannot be reached."""
    FINISH = auto()
    """The end of the check in hand."""
    CLAIMS = auto()
    """The claims that wait for a review."""
    CORRECTIONS = auto()
    """The punches that trainees ask to have made good."""
    OWN_ACCOUNT = auto()
    """How one is registered, and the way in to one's pages."""


class Refusal(Exception):
    """The rules say no. The message is Chinese and says why and what to do next."""

    leads_to: ClassVar[tuple[Next, ...]] = (Next.HELP,)


class NotFound(Refusal):
    """There is no such thing, or none that this person may see."""

    leads_to = (Next.DUE, Next.HELP)

    def __init__(self, what: str):
        super().__init__(f"没有找到{what}。")
        self.what = what


class NotYours(Refusal):
    """Somebody else may do this, and this person may not."""


class NotNow(Refusal):
    """As things stand this is not possible: it is done already, or something has to come first."""


class NotRight(Refusal):
    """What was said or handed in has to be mended first."""


class TooOften(Refusal):
    """It was done so often that whoever asks has to wait."""

    retry_after: timedelta | None = None
    """How long, where that is known."""


class Over(Refusal):
    """What was to be used has ended or was used up; a new one has to be asked for."""


class UnreadableFile(NotRight):
    """The file cannot be read at all, or lacks what it must have."""
