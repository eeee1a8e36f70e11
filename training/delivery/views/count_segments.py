"""What messages cost, in segments: by day and district."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.notice.clock import SHANGHAI, shanghai_day
from training.records.classes.districts import District
from training.records.outbox.messages import OutgoingMessage


class Cost(NamedTuple):
    """The messages of one day that one district caused; an empty name where none did, as for login codes."""

    day: date
    district: str
    messages: int
    segments: int


def count_segments(session: Session, first: date, last: date) -> list[Cost]:
    """Both days are counted, by the clock of Shanghai; what was never taken costs nothing."""
    messages: Counter[tuple[date, str]] = Counter()
    billed: Counter[tuple[date, str]] = Counter()
    for sent_at, segments, district in session.execute(_taken(first, last)):
        if sent_at is not None:
            key = (shanghai_day(sent_at), district or "")
            messages[key] += 1
            billed[key] += segments
    return [Cost(*key, messages[key], billed[key]) for key in sorted(messages)]


def _taken(first: date, last: date) -> Select[datetime | None, int, str | None]:
    begins = datetime.combine(first, time(), SHANGHAI)
    ends = datetime.combine(last, time(), SHANGHAI) + timedelta(days=1)
    columns = select(OutgoingMessage.sent_at, OutgoingMessage.segments, District.name)
    with_district = columns.outerjoin(District, OutgoingMessage.district_id == District.id)
    return with_district.where(OutgoingMessage.sent_at >= begins, OutgoingMessage.sent_at < ends)
