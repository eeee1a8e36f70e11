from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, String, and_, cast, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from training.notice.clock import CLOCKS_APART
from training.notice.leads import Lead
from training.outbox.rules.withdrawn import MARK, MOST_OF_KEY
from training.records.attendance.reminders import Reminder
from training.records.moments import Stored, is_ahead
from training.records.outbox.alerts import Alert
from training.records.outbox.messages import OutgoingMessage
from training.records.people.purges import PurgePlan


def withdraw_ahead(session: Session, back: timedelta, lead: Lead, *, now: datetime) -> None:
    """The clock was set back by `back`, having gone ahead by `lead`: what is done once for a day or an hour,
    and was done before that had come, is done when it comes.

    A reminder that was not sent yet is cancelled; one that was sent stays, as an alert stays told, neither
    under the key of the real one. Nothing older than `lead` or a day is touched: where the clock of now is
    wrong, no more than the last of it is said twice, and no history is lost.
    """
    early = select(Reminder.message_id).where(_is_early(Reminder.written_at, back, lead, now))
    of_message = {"dedupe_key": _own_key(OutgoingMessage.dedupe_key, OutgoingMessage.id)}
    session.execute(update(OutgoingMessage).where(OutgoingMessage.id.in_(early)).values(of_message))
    of_alert = {"dedupe_key": _own_key(Alert.dedupe_key, Alert.id)}
    session.execute(update(Alert).where(_is_early(Alert.raised_at, back, lead, now)).values(of_alert))
    session.execute(delete(PurgePlan).where(_is_early(PurgePlan.planned_at, back, lead, now)))


def _is_early(moment: Stored, back: timedelta, lead: Lead, now: datetime) -> ColumnElement[bool]:
    is_of_lead = moment >= lead.first_wrong(back, now)
    return and_(is_ahead(moment, now), is_of_lead, moment <= now + back + CLOCKS_APART)


def _own_key(key: InstrumentedAttribute[str], number: InstrumentedAttribute[int]) -> ColumnElement[str]:
    """One that nothing else will ever have."""
    return func.substr(key, 1, MOST_OF_KEY) + MARK + cast(number, String)
