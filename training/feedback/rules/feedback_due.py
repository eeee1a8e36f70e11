"""By when the city tells the district what its checks of a class came to (R07)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from training.notice.clock import SHANGHAI
from training.notice.policy import Policy
from training.notice.working_days import Calendar, CountedDay


@dataclass(frozen=True, slots=True)
class FeedbackDue:
    """The last day for the feedback (反馈期限), and whether the calendar knows all the days up to it."""

    counted: CountedDay

    @property
    def due_on(self) -> date:
        return self.counted.on

    @property
    def is_guessed(self) -> bool:
        return self.counted.is_guessed

    @property
    def due_at(self) -> datetime:
        """24:00 of the last day in Asia/Shanghai."""
        return _end_of(self.due_on)

    @property
    def warning(self) -> str:
        """What must be said beside the date, empty where the date is certain."""
        return f"{self.counted.warning}期限请人工核对。" if self.is_guessed else ""

    def is_overdue(self, now: datetime) -> bool:
        """Of a guessed day only when it is so under any arrangement."""
        return now >= _end_of(self.counted.latest)


def feedback_due(ends_on: date, policy: Policy, calendar: Calendar) -> FeedbackDue:
    """培训班结束后,市本级应在5个工作日内将督查检查结果反馈: the end date itself is day 0 (R07)."""
    return FeedbackDue(calendar.after(ends_on, policy.feedback_working_days))


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI)
