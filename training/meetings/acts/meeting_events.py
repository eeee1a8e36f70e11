"""What DingTalk pushes of a meeting: received once, applied when the meeting is known, in whatever order."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Self

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from training.database import insert_one
from training.meetings.acts.record_meeting import end_meeting, keep_presence, names_of
from training.meetings.views.find_meeting import hold_meeting
from training.notice.terms import MeetingState, PresenceSource
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import MeetingEvent

# An event may overtake the answer that tells us the meeting's number; later than this it is nobody's.
KEPT_FOR = timedelta(minutes=10)
# DingTalk does not bring an event again after so long.
REMEMBERED_FOR = timedelta(days=2)
IS_UNSURE = (Meeting.state == MeetingState.OPENING, Meeting.conference_id.is_(None))
"""DingTalk was asked for the meeting, and nobody knows its number yet."""


@dataclass(frozen=True)
class MemberNews:
    """One member comes, goes, or is said to be in."""

    union_id: str
    name: str
    is_in: bool
    joined_at: datetime | None = None
    left_at: datetime | None = None
    by_phone: bool = False


@dataclass(frozen=True)
class MeetingNews:
    """One event of one meeting."""

    event_id: str
    conference_id: str
    said_at: datetime
    sequence: int = 0
    title: str = ""
    """Set where the event is of the meeting itself."""
    ended_at: datetime | None = None
    """Set where the event says that the meeting is over."""
    members: tuple[MemberNews, ...] = ()

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, default=datetime.isoformat)

    @classmethod
    def from_json(cls, text: str) -> Self:
        said = json.loads(text)
        members = tuple(MemberNews(**_with_moments(each)) for each in said.pop("members"))
        return cls(**_with_moments(said), members=members)


def receive_event(session: Session, news: MeetingNews, *, now: datetime) -> bool:
    """Keep the event before it is acknowledged; False when it came before."""
    row = {
        "event_id": news.event_id,
        "conference_id": news.conference_id,
        "said": news.to_json(),
        "received_at": now,
    }
    return insert_one(session, MeetingEvent, row) is not None


def has_waiting_events(session: Session, *, now: datetime) -> bool:
    """Whether there are events of a known meeting, or such as are nobody's by now."""
    waiting = select(MeetingEvent.id).where(MeetingEvent.applied_at.is_(None))
    known = waiting.where(MeetingEvent.conference_id.in_(_our_conferences()))
    old = waiting.where(MeetingEvent.received_at <= now - KEPT_FOR)
    unsure = waiting.where(exists().where(*IS_UNSURE))
    return any(session.scalar(each.limit(1)) is not None for each in (known, old, unsure))


def apply_events(session: Session, *, now: datetime) -> int:
    """Apply what waits for meetings that are ours, and say how many; forget what is nobody's."""
    _learn_numbers(session)
    waiting = select(MeetingEvent).where(MeetingEvent.applied_at.is_(None))
    known = waiting.where(MeetingEvent.conference_id.in_(_our_conferences()))
    # Meetings in one order for all who do this, so that two of them never wait for each other.
    in_order = known.order_by(MeetingEvent.conference_id, MeetingEvent.id)
    taken = session.scalars(in_order.with_for_update(skip_locked=True)).all()
    for event in taken:
        _apply(session, MeetingNews.from_json(event.said or ""), now)
        event.applied_at, event.said = now, None
    _forget_strange(session, now)
    return len(taken)


def _learn_numbers(session: Session) -> None:
    """That a meeting was made may come by an event before the answer, or in place of one that was lost."""
    unsure = {each.title: each.id for each in session.scalars(select(Meeting).where(*IS_UNSURE))}
    waiting = select(MeetingEvent).where(MeetingEvent.applied_at.is_(None)) if unsure else None
    for event in session.scalars(waiting) if waiting is not None else ():
        news = MeetingNews.from_json(event.said or "")
        if news.title in unsure:
            meeting = hold_meeting(session, unsure[news.title])
            meeting.conference_id = meeting.conference_id or news.conference_id
    session.flush()


def _our_conferences() -> Any:
    return select(Meeting.conference_id).where(Meeting.conference_id.is_not(None))


def _apply(session: Session, news: MeetingNews, now: datetime) -> None:
    own = select(Meeting.id).where(Meeting.conference_id == news.conference_id)
    meeting = hold_meeting(session, session.scalars(own).one())
    keep_presence(session, meeting, _rows(session, news))
    if news.ended_at is not None:
        end_meeting(session, meeting, at=min(news.ended_at, now), now=now)


def _rows(session: Session, news: MeetingNews) -> Sequence[dict[str, Any]]:
    return [
        names_of(session, each.union_id, each.name, by_phone=each.by_phone)
        | {
            "source": PresenceSource.EVENT,
            "is_in": each.is_in,
            "joined_at": each.joined_at,
            "left_at": each.left_at,
            "stayed_seconds": None,
            "sequence": news.sequence,
            "said_at": news.said_at,
        }
        for each in news.members
    ]


def _forget_strange(session: Session, now: datetime) -> None:
    """Meetings of others are none of our business: only the number stays, to refuse it the second time."""
    old = (
        update(MeetingEvent)
        .where(MeetingEvent.applied_at.is_(None), MeetingEvent.received_at <= now - KEPT_FOR)
        .where(MeetingEvent.conference_id.not_in(_our_conferences()))
    )
    session.execute(old.values(applied_at=now, said=None))
    session.execute(delete(MeetingEvent).where(MeetingEvent.applied_at <= now - REMEMBERED_FOR))


def _with_moments(said: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name.endswith("_at") and value else value
        for name, value in said.items()
    }
