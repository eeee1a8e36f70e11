"""What an announcement may say: a title and paragraphs of plain text, within days that are not over (R12)."""

from datetime import date

from training.errors import NotRight
from training.notice.identity import INVISIBLE

MOST_OF_TITLE, MOST_OF_BODY = 60, 4000


class BadAnnouncement(NotRight):
    """Something of it is missing, too long, or contradicts itself."""


def read_title(text: str) -> str:
    """On one line; raises BadAnnouncement."""
    title = " ".join(_seen(text).split())
    if not title:
        raise BadAnnouncement("请写公告的标题。")
    if len(title) > MOST_OF_TITLE:
        raise BadAnnouncement(f"标题有 {len(title)} 个字，最多 {MOST_OF_TITLE} 个字，请写短些。")
    return title


def read_body(text: str) -> str:
    """Paragraphs, one line each, without invisible letters and empty lines; raises BadAnnouncement."""
    body = "\n".join(paragraphs(text))
    if not body:
        raise BadAnnouncement("请写公告的正文。")
    if len(body) > MOST_OF_BODY:
        raise BadAnnouncement(f"正文有 {len(body)} 个字，最多 {MOST_OF_BODY} 个字，请写短些。")
    return body


def paragraphs(text: str) -> list[str]:
    """As they are shown: nothing in them is anything but text."""
    lines = (" ".join(_seen(line).split()) for line in text.splitlines())
    return [line for line in lines if line]


def check_days(from_day: date, until_day: date | None, today: date) -> None:
    """Both edges are inside; raises BadAnnouncement."""
    if until_day is None:
        return
    if until_day < from_day:
        raise BadAnnouncement(f"截止日期 {until_day} 早于开始日期 {from_day}，请改。")
    if until_day < today:
        raise BadAnnouncement(f"截止日期 {until_day} 已过，发布了也没有人看得到，请改。")


def _seen(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text.translate(INVISIBLE))
