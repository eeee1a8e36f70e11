from datetime import datetime

from sqlalchemy.orm import Session, joinedload

from training.meetings.rules.meetings import LEASE
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.terms import MeetingState, WishKind
from training.meetings.views.has_due_wishes import due_wishes
from training.records.meetings.meetings import Meeting, MeetingWish

MOST_AT_ONCE = 5


def take_wishes(session: Session, *, now: datetime) -> list[TakenWish]:
    """What this caller now does, held until the lease ends."""
    taken = []
    # Both at once and without waiting: others hold the meeting first and its wishes after.
    held = due_wishes(now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True, of=(MeetingWish, Meeting))
    for wish in session.scalars(held.options(joinedload(MeetingWish.meeting).joinedload(Meeting.host))):
        wish.attempts += 1
        taken.append(_taken(wish))
        wish.due_at, wish.is_unclear = now + LEASE, True
        if wish.kind is WishKind.OPEN:
            wish.meeting.state = MeetingState.OPENING
    return taken


def _taken(wish: MeetingWish) -> TakenWish:
    meeting, host = wish.meeting, wish.meeting.host
    return TakenWish(
        key=wish.id,
        kind=wish.kind,
        meeting_id=meeting.id,
        conference_id=meeting.conference_id or "",
        title=meeting.title,
        host_chat_id=host.chat_id or "",
        host_account_id=host.account_id or "",
        was_unclear=wish.is_unclear,
        attempt=wish.attempts,
    )
