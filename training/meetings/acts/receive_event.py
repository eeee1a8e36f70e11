from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_one
from training.meetings.rules.news import MeetingNews
from training.records.meetings.members import MeetingEvent


def receive_event(session: Session, news: MeetingNews, *, now: datetime) -> bool:
    """Keep the event before it is acknowledged; False when it came before."""
    row = {
        "event_id": news.event_id,
        "conference_id": news.conference_id,
        "said": news.to_json(),
        "received_at": now,
    }
    return insert_one(session, MeetingEvent, row) is not None
