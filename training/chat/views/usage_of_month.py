"""What of the month's plan of calls and messages is used up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.chat.terms import UsageKind
from training.notice.clock import SHANGHAI
from training.records.chat import ApiUsage


def counted(session: Session, kind: UsageKind, month: date) -> int:
    own = select(ApiUsage.count).where(ApiUsage.month == month, ApiUsage.kind == kind)
    return session.scalar(own) or 0


def month_of(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date().replace(day=1)


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


def usage_of_month(session: Session, limits: Mapping[UsageKind, int], *, now: datetime) -> list[Used]:
    return [Used(kind, counted(session, kind, month_of(now)), limits[kind]) for kind in UsageKind]


NAMES = {UsageKind.CALLS: "接口调用", UsageKind.MESSAGES: "消息"}
