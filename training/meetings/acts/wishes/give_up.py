from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.acts.show_on_cards import show_on_cards
from training.meetings.acts.wishes.drop_wishes import drop_wishes
from training.meetings.acts.wishes.notify_asker import notify_asker
from training.meetings.terms import MeetingState, MeetingTrouble, WishKind
from training.records.meetings.meetings import MeetingWish


def give_up(
    session: Session, wish: MeetingWish, trouble: MeetingTrouble, code: str, *, now: datetime
) -> None:
    """It will not be done; whoever asked is told why."""
    wish.settled_at, wish.trouble, wish.code = now, trouble, code[:255]
    meeting = wish.meeting
    if wish.kind is WishKind.OPEN:
        meeting.state, meeting.trouble, meeting.ended_at = MeetingState.FAILED, trouble, now
        drop_wishes(session, meeting.id, tuple(WishKind), now=now)
    show_on_cards(session, meeting)
    notify_asker(session, wish, now)
