from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.clock import shanghai_day
from training.urging.acts.tell_of_urging import tell_of_urging
from training.urging.views.see_urgings import overdue_urgings


def alert_overdue_urgings(session: Session, *, now: datetime) -> int:
    """For the schedule: once a day for each that nobody answered in time; says how many are told anew."""
    today = shanghai_day(now)
    return sum(
        tell_of_urging(
            session,
            own,
            "urging_overdue",
            f"{{}}的督办已逾期 {(today - own.due_on).days} 天，还没有答复：{own.text}",
            today,
            now=now,
        )
        for own in overdue_urgings(session, today)
    )
