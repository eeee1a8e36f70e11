from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.notice.clock import CLOCKS_APART
from training.records.attendance.reminders import Reminder
from training.records.moments import Stored, is_ahead
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage
from training.records.people.purges import PurgePlan

MOST_OF_KEY = 200


def withdraw_ahead(session: Session, jump: timedelta, *, now: datetime) -> None:
    """The clock was set back by `jump`: what is done once for a day or an hour, and was done before that had
    come, is done when it comes.

    A reminder that was not sent yet is cancelled for want of its row; one that was sent stays in the outbox,
    as an alert stays told, but neither under the key of the real one. Nothing older is touched: where it is
    the clock of now that is wrong, no more than the last of it is said twice.
    """
    early = select(Reminder.message_id).where(_is_early(Reminder.written_at, jump, now))
    of_message = {"dedupe_key": _own_key(OutgoingMessage.dedupe_key, OutgoingMessage.id)}
    session.execute(update(OutgoingMessage).where(OutgoingMessage.id.in_(early)).values(of_message))
    session.execute(delete(Reminder).where(_is_early(Reminder.written_at, jump, now)))
    of_alert = {"dedupe_key": _own_key(Alert.dedupe_key, Alert.id)}
    session.execute(update(Alert).where(_is_early(Alert.raised_at, jump, now)).values(of_alert))
    session.execute(delete(PurgePlan).where(_is_early(PurgePlan.planned_at, jump, now)))


def _is_early(moment: Stored, jump: timedelta, now: datetime) -> ColumnElement[bool]:
    return and_(is_ahead(moment, now), moment <= now + jump + CLOCKS_APART)


def _own_key(key: InstrumentedAttribute[str], number: InstrumentedAttribute[int]) -> ColumnElement[str]:
    """One that nothing else will ever have."""
    return func.substr(key, 1, MOST_OF_KEY) + ":ahead:" + cast(number, String)
