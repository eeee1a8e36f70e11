"""What somebody can say of 就业回访: 待回访, and 回访 with a name and what the person does now; pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from bot.words.incomplete import Incomplete
from bot.words.spellings import FOLLOW_UP, KEEP_FOLLOW_UP, TO_FOLLOW_UP, longest_first
from training.follow_ups.terms import WorkStatus

EXAMPLE = f"{FOLLOW_UP} 王芳 就业 鹿城餐饮 10月1日"
APART = r"[\s,，、。:：;；]+"
SINCE = re.compile(
    r"(?:从|自)?(?:(?P<year>20\d\d)\s*[-/.年]\s*)?(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})[日号]?\s*(?:起|开始)?$"
)
KEY = re.compile(r"([0-9a-f]{32})(?:\s+|$)")
PAGE = re.compile(r"\d{1,3}")
STATUSES: dict[WorkStatus, tuple[str, ...]] = {
    WorkStatus.EMPLOYED: ("就业", "已就业", "上班", "在上班"),
    WorkStatus.SELF_EMPLOYED: ("自主创业", "创业", "开店"),
    WorkStatus.FLEXIBLE: ("灵活就业", "零工", "打零工"),
    WorkStatus.OUT_OF_WORK: ("未就业", "没有工作", "没工作", "待业", "失业"),
    WorkStatus.STUDY_OR_SERVICE: ("升学参军", "升学", "参军", "上学", "当兵"),
    WorkStatus.UNREACHABLE: ("联系不上", "打不通", "没接", "未接", "空号", "停机", "关机"),
}


@dataclass(frozen=True)
class SinceSaid:
    """10月1日, or with its year; 0: the year was not said."""

    month: int
    day: int
    year: int = 0


@dataclass(frozen=True)
class SaidNow:
    """What somebody does now, as it was typed."""

    status: WorkStatus
    employer: str = ""
    since: SinceSaid | None = None


@dataclass(frozen=True)
class ShowFollowUps:
    """待回访: whom to ask, the longest due first."""

    page: int = 1


@dataclass(frozen=True)
class AskFollowUp:
    """回访 姓名 就业 单位 10月1日: shown once more before it is kept; `who` may be the key of a step."""

    who: str
    said: SaidNow


@dataclass(frozen=True)
class KeepFollowUp:
    """保存回访 with the key of a step: what the button under it says."""

    step: UUID
    said: SaidNow


FollowUpCommand = ShowFollowUps | AskFollowUp | KeepFollowUp


def _read_page(words: str) -> ShowFollowUps:
    found = PAGE.search(words)
    return ShowFollowUps(max(1, int(found.group())) if found else 1)


def _read_follow_up(words: str) -> FollowUpCommand | Incomplete:
    who, _, rest = re.sub(APART, " ", words).strip().partition(" ")
    if not who:
        return Incomplete(FOLLOW_UP, "没有看到姓名。", EXAMPLE)
    said = _read_said(rest)
    if said is None:
        return Incomplete(FOLLOW_UP, f"没有看到就业状态：{'、'.join(WorkStatus)}。", EXAMPLE)
    return AskFollowUp(who, said)


def _read_kept(words: str) -> FollowUpCommand | Incomplete:
    """Nobody types it."""
    found = KEY.match(words)
    said = _read_said(words[found.end() :]) if found else None
    if found is None or said is None:
        return Incomplete(KEEP_FOLLOW_UP, "先说是谁、现在做什么，看过再点保存。", EXAMPLE)
    return KeepFollowUp(UUID(found.group(1)), said)


def _read_said(rest: str) -> SaidNow | None:
    for spelling, status in longest_first(STATUSES):
        if rest.startswith(spelling):
            return _said(status, rest[len(spelling) :].strip())
    return None


def _said(status: WorkStatus, rest: str) -> SaidNow:
    found = SINCE.search(rest)
    if found is None:
        return SaidNow(status, rest)
    since = SinceSaid(int(found["month"]), int(found["day"]), int(found["year"] or 0))
    return SaidNow(status, rest[: found.start()].strip(), since)


READERS: Mapping[str, Callable[[str], FollowUpCommand | Incomplete]] = {
    TO_FOLLOW_UP: _read_page,
    FOLLOW_UP: _read_follow_up,
    KEEP_FOLLOW_UP: _read_kept,
}
