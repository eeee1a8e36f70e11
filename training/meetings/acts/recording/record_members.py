from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.meetings.acts.recording.keep_presence import keep_presence
from training.meetings.acts.show_on_cards import show_on_cards
from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.acts.wishes.settle import settle
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import PresenceSource
from training.meetings.views.find_meeting import hold_meeting
from training.meetings.views.names_of import names_of
from training.ports.meetings import MeetingMember


def record_members(
    session: Session, taken: TakenWish, members: Iterable[MeetingMember], *, now: datetime
) -> None:
    """The list with the times, kept as evidence (R33)."""
    meeting = hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is None:
        return
    joined = [each for each in members if each.joined_at is not None]
    keep_presence(session, meeting, [_of_list(session, each, now) for each in joined])
    settle(session, wish, now=now)
    show_on_cards(session, meeting)


def _of_list(session: Session, member: MeetingMember, now: datetime) -> dict[str, Any]:
    stayed = member.stayed
    return names_of(session, member.account_id, member.name, by_phone=member.by_phone) | {
        "source": PresenceSource.MEMBERS,
        "is_in": member.is_in,
        "joined_at": member.joined_at,
        # Of whoever is in again it still tells the leaving before.
        "left_at": None if member.is_in else member.left_at,
        "stayed_seconds": None if stayed is None else int(stayed.total_seconds()),
        "sequence": 0,
        "said_at": now,
    }
