"""What a handler is given: who asks, the open session, the clock, and what was sent along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from training.files.pictures import Picture
from training.files.statistics import StatisticsFile
from training.records import Staff
from training.rules.attendance import shanghai_day
from training.settings import Settings
from training.terms import UsageKind


@dataclass(frozen=True)
class Asking:
    """One message of a registered member of staff, inside the transaction of its act."""

    session: Session
    staff: Staff
    now: datetime
    settings: Settings
    make_token: Callable[[], str]
    make_seed: Callable[[], bytes]
    pictures: tuple[Picture, ...] = ()
    statistics: StatisticsFile | None = None
    """Live statistics that were sent as a file."""

    @property
    def today(self) -> date:
        return shanghai_day(self.now)


def limits_of(settings: Settings) -> Mapping[UsageKind, int]:
    return {
        UsageKind.CALLS: settings.dingtalk_monthly_calls,
        UsageKind.MESSAGES: settings.dingtalk_monthly_messages,
    }
