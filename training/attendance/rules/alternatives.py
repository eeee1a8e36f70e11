"""不刷脸: when another way than the face holds, and how a request stands (个人信息保护法第十六条)."""

from datetime import date, datetime
from typing import NamedTuple

from training.errors import NotNow, NotRight
from training.notice.clock import shanghai_day

LONGEST_REASON = 200
APPROVED = "经批准不刷脸"
FEW = 3
MOST_PERCENT = 10
"""A school that had everybody excused would punch for them by their cards, and no signal told of it."""


class NotAskable(NotNow):
    """There is a request already that waits or holds."""


class BadAlternative(NotRight):
    """The request or the decision lacks what somebody else must read, or its end is no day of the class."""


class Approval(NamedTuple):
    """From its very moment to the end of its last day in Shanghai."""

    decided_at: datetime
    until: date

    def covers(self, moment: datetime) -> bool:
        return self.decided_at <= moment and shanghai_day(moment) <= self.until


def read_words(text: str, *, may_be_empty: bool = False) -> str:
    """On one line; raises BadAlternative."""
    words = " ".join(text.split())
    if not words and not may_be_empty:
        raise BadAlternative("请写明原因，审核的人和学员都会看到。")
    if len(words) > LONGEST_REASON:
        raise BadAlternative(f"原因太长，请写在 {LONGEST_REASON} 个字以内。")
    return words


def check_until(until: date, ends_on: date, now: datetime) -> None:
    """Raises BadAlternative unless the last day lies between today and the end of the class."""
    if not shanghai_day(now) <= until <= ends_on:
        raise BadAlternative(f"截止日应在今天到班级结束（{ends_on}）之间，请改后再批准。")


def stands_as(approval: Approval | None, now: datetime, *, is_decided: bool) -> str:
    """How a request stands, for whoever asked and whoever decides."""
    if approval is None:
        return "未批准" if is_decided else "待审核"
    return f"{APPROVED}，到 {approval.until}" + ("" if approval.covers(now) else "（已到期）")


def are_many(approved: int, of: int) -> bool:
    """Whether so many of a class need not show a face that somebody should look; up to `FEW` never are."""
    return approved > FEW and 100 * approved > MOST_PERCENT * of
