"""From December on: next year's arrangement is not known here, and somebody has to import it."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.notice.clock import shanghai_day
from training.notice.working_days import GUESSED
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience

DECEMBER = 12


def alert_unknown_year(session: Session, *, now: datetime) -> int:
    """For the schedule: once a week for each year that is needed and not known; says how many are new."""
    today, calendar = shanghai_day(now), calendar_of(session)
    needed = (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)
    year, week, _ = today.isocalendar()
    unknown = (each for each in needed if not calendar.knows(each))
    return sum(raise_alert(session, _alert(each, f"{year}-W{week:02}"), now=now) for each in unknown)


def _alert(year: int, week: str) -> AlertDraft:
    text = (
        f"{year} 年{GUESSED}，跨到 {year} 年的期限可能不准。"
        "国务院办公厅公布后，请把通知全文粘贴到工作台“放假安排”里。"
    )
    return AlertDraft("calendar_unknown", f"calendar_unknown:{year}:{week}", text, Audience.ADMINISTRATOR)
