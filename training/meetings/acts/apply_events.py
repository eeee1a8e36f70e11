from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from training.meetings.acts.recording.end_meeting import end_meeting
from training.meetings.acts.recording.keep_presence import keep_presence
from training.meetings.acts.wishes.want import want
from training.meetings.rules.news import MeetingNews
from training.meetings.terms import MeetingState, PresenceSource, WishKind
from training.meetings.views.find_meeting import hold_meeting
from training.meetings.views.has_waiting_events import IS_UNSURE, KEPT_FOR, our_conferences
from training.meetings.views.names_of import names_of
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import MeetingEvent

# The vendor does not bring an event again after so long.
REMEMBERED_FOR = timedelta(days=2)


def apply_events(session: Session, *, now: datetime) -> int:
    """Apply what waits for meetings that are ours, and say how many; forget what is nobody's."""
    _learn_numbers(session)
    waiting = select(MeetingEvent).where(MeetingEvent.applied_at.is_(None))
    known = waiting.where(MeetingEvent.conference_id.in_(our_conferences()))
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


def _apply(session: Session, news: MeetingNews, now: datetime) -> None:
    own = select(Meeting.id).where(Meeting.conference_id == news.conference_id)
    meeting = hold_meeting(session, session.scalars(own).one())
    keep_presence(session, meeting, _rows(session, news))
    if news.ended_at is not None:
        end_meeting(session, meeting, at=min(news.ended_at, now), now=now)
    elif news.may_be_over and meeting.state is MeetingState.RUNNING:
        want(session, meeting, WishKind.LOOK, now=now)


def _rows(session: Session, news: MeetingNews) -> Sequence[dict[str, Any]]:
    return [
        names_of(session, each.account_id, each.name, by_phone=each.by_phone)
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
        .where(MeetingEvent.conference_id.not_in(our_conferences()))
    )
    session.execute(old.values(applied_at=now, said=None))
    session.execute(delete(MeetingEvent).where(MeetingEvent.applied_at <= now - REMEMBERED_FOR))
