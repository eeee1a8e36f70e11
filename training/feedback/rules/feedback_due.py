"""By when the city tells the district what its checks of a class came to (R07)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.working_days import holidays_are_known, working_day_after


@dataclass(frozen=True, slots=True)
class FeedbackDue:
    """The last day for the feedback (反馈期限), and whether the calendar knows all the days up to it."""

    due_on: date
    unknown_years: tuple[int, ...] = ()
    """Years whose holidays are not announced yet: there Monday to Friday were counted."""

    @property
    def due_at(self) -> datetime:
        """24:00 of the last day in Asia/Shanghai; from then on it is overdue."""
        return datetime.combine(self.due_on + timedelta(days=1), time(), SHANGHAI)

    @property
    def warning(self) -> str:
        """What must be said beside the date, empty where the date is certain."""
        if not self.unknown_years:
            return ""
        years = "、".join(map(str, self.unknown_years))
        return f"{years} 年的节假日安排还没有收录，暂按周一至周五计算，期限请人工核对。"

    def is_overdue(self, now: datetime) -> bool:
        return now >= self.due_at


def feedback_due(ends_on: date, policy: Policy) -> FeedbackDue:
    """培训班结束后,市本级应在5个工作日内将督查检查结果反馈: the end date itself is day 0 (R07)."""
    due_on = working_day_after(ends_on, policy.feedback_working_days)
    years = range(ends_on.year, due_on.year + 1)
    return FeedbackDue(due_on, tuple(year for year in years if not holidays_are_known(year)))
