"""Requests about personal data whose last day is near, or gone, are told every working day."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.calendar.views.calendar_of import calendar_of
from training.notice.clock import shanghai_day
from training.notice.working_days import Calendar
from training.outbox.acts.raise_alert import AlertDraft, raise_alert
from training.outbox.terms import Audience
from training.people.rules.data_requests import answer_due, is_nearly_due, number_of
from training.records.people.data_requests import DataRequest, DataRequestAnswer


def alert_due_requests(session: Session, *, now: datetime) -> int:
    """For the schedule: one alert a day for each request; says how many are new."""
    today, calendar = shanghai_day(now), calendar_of(session)
    if not calendar.is_working_day(today):
        return 0
    waiting = select(DataRequest).outerjoin(DataRequestAnswer).where(DataRequestAnswer.id.is_(None))
    found = session.scalars(waiting.order_by(DataRequest.due_on, DataRequest.id)).all()
    due = [each for each in found if is_nearly_due(today, each.due_on, calendar)]
    return sum(raise_alert(session, _alert(each, today, calendar), now=now) for each in due)


def _alert(own: DataRequest, today: date, calendar: Calendar) -> AlertDraft:
    """Of a guessed day it is overdue only when it is so under any arrangement."""
    latest = answer_due(shanghai_day(own.filed_at), calendar).latest
    how = "已逾期" if today > max(own.due_on, latest) else "快到期"
    what = f"{number_of(own.year, own.ordinal)}（{own.kind}）"
    return AlertDraft(
        kind="data_request_due",
        dedupe_key=f"data_request_due:{own.id}:{today}",
        text=f"个人信息请求 {what}{how}，最晚 {own.due_on} 在工作台“个人信息请求”里答复。",
        audience=Audience.INSPECTORS,
        district_id=own.district_id,
        about=own.public_id,
    )
