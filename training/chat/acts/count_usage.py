"""How much of DingTalk's monthly quota is used; the administrator is told before it is empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from training.database import insert_new
from training.notice.clock import SHANGHAI
from training.notice.terms import Audience, UsageKind
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.records.chat import ApiUsage

TOLD_AT_PERCENT = (80, 100)
NAMES = {UsageKind.CALLS: "接口调用", UsageKind.MESSAGES: "消息"}


@dataclass(frozen=True)
class Used:
    """What was used of one kind in a month, and what the plan includes."""

    kind: UsageKind
    count: int
    limit: int

    @property
    def name(self) -> str:
        return NAMES[self.kind]

    @property
    def percent(self) -> int:
        return 100 * self.count // self.limit if self.limit else 100


def count_usage(
    session: Session, counts: Mapping[UsageKind, int], limits: Mapping[UsageKind, int], *, now: datetime
) -> None:
    """Add to this month's counts; the first to pass 80 or 100 percent raises an alert."""
    for kind, more in sorted(counts.items()):
        if more:
            _add(session, kind, more, _month(now))
            used = Used(kind, _count(session, kind, _month(now)), limits[kind])
            for percent in TOLD_AT_PERCENT:
                if 100 * used.count >= percent * used.limit:
                    _tell(session, used, percent, now)


def usage_of_month(session: Session, limits: Mapping[UsageKind, int], *, now: datetime) -> list[Used]:
    return [Used(kind, _count(session, kind, _month(now)), limits[kind]) for kind in UsageKind]


def tell_quota_empty(session: Session, kind: UsageKind, *, now: datetime) -> bool:
    """DingTalk itself said that the month's quota is used up, whatever we counted."""
    text = (
        f"钉钉已拒绝本组织的{NAMES[kind]}：{_month(now):%Y年%m月}的额度已用完，机器人可能不再回复。"
        "请在钉钉管理后台升级版本或购买加量包，下月 1 日自动恢复。"
    )
    key = f"dingtalk-quota:{_month(now):%Y-%m}:{kind}:empty"
    return raise_alert(session, AlertDraft("dingtalk_quota", key, text, Audience.ADMINISTRATOR), now=now)


def _add(session: Session, kind: UsageKind, more: int, month: date) -> None:
    own = update(ApiUsage).where(ApiUsage.month == month, ApiUsage.kind == kind)
    grow = own.values(count=ApiUsage.count + more)
    if session.execute(grow).rowcount == 0:  # type: ignore[attr-defined]
        insert_new(session, ApiUsage, [{"month": month, "kind": kind, "count": 0}])
        session.execute(grow)


def _count(session: Session, kind: UsageKind, month: date) -> int:
    own = select(ApiUsage.count).where(ApiUsage.month == month, ApiUsage.kind == kind)
    return session.scalar(own) or 0


def _tell(session: Session, used: Used, percent: int, now: datetime) -> None:
    text = (
        f"钉钉{used.name}本月已用 {used.count}，套餐每月 {used.limit}（{used.percent}%）。"
        "用完后机器人不再收发，请减少推送或在钉钉管理后台加量。"
    )
    key = f"dingtalk-quota:{_month(now):%Y-%m}:{used.kind}:{percent}"
    raise_alert(session, AlertDraft("dingtalk_quota", key, text, Audience.ADMINISTRATOR), now=now)


def _month(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date().replace(day=1)
