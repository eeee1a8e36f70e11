"""How much of the chat's monthly quota is used; the administrator is told before it is empty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from training.chat.terms import UsageKind
from training.chat.views.usage_of_month import Used, counted, month_of
from training.database import insert_new
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.records.chat import ApiUsage

TOLD_AT_PERCENT = (80, 100)


@dataclass(frozen=True)
class Plan:
    """What the organisation may use of its chat's platform in a month."""

    platform: str
    """As people call it."""
    limits: Mapping[UsageKind, int]


def count_usage(session: Session, counts: Mapping[UsageKind, int], plan: Plan, *, now: datetime) -> None:
    """Add to this month's counts; the first to pass 80 or 100 percent raises an alert."""
    for kind, more in sorted(counts.items()):
        if more:
            _add(session, kind, more, month_of(now))
            used = Used(kind, counted(session, kind, month_of(now)), plan.limits[kind])
            for percent in TOLD_AT_PERCENT:
                if 100 * used.count >= percent * used.limit:
                    _tell(session, plan.platform, used, percent, now=now)


def _add(session: Session, kind: UsageKind, more: int, month: date) -> None:
    own = update(ApiUsage).where(ApiUsage.month == month, ApiUsage.kind == kind)
    grow = own.values(count=ApiUsage.count + more)
    if session.execute(grow).rowcount == 0:  # type: ignore[attr-defined]
        insert_new(session, ApiUsage, [{"month": month, "kind": kind, "count": 0}])
        session.execute(grow)


def _tell(session: Session, platform: str, used: Used, percent: int, *, now: datetime) -> None:
    text = (
        f"{platform}{used.name}本月已用 {used.count}，套餐每月 {used.limit}（{used.percent}%）。"
        f"用完后机器人不再收发，请减少推送或在{platform}管理后台加量。"
    )
    key = f"chat-quota:{month_of(now):%Y-%m}:{used.kind}:{percent}"
    raise_alert(session, AlertDraft("chat_quota", key, text, Audience.ADMINISTRATOR), now=now)
