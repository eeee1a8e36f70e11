from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, joinedload

from training.meetings.terms import MeetingTrouble, WishKind
from training.meetings.views.has_untold_meetings import untold_notices
from training.meetings.views.meeting_views import MeetingView
from training.meetings.views.see_meeting import view_of_meeting
from training.records.meetings.meetings import Meeting, MeetingNotice, MeetingWish

LEASE = timedelta(minutes=1)


MOST_AT_ONCE = 10


@dataclass(frozen=True)
class MeetingNoticeToTell:
    """One outcome, for one member of staff."""

    key: int
    chat_id: str
    kind: WishKind
    trouble: MeetingTrouble | None
    """None: it was done."""
    check_number: str
    class_name: str
    view: MeetingView


def take_meeting_notices(session: Session, *, now: datetime) -> list[MeetingNoticeToTell]:
    """What this caller now tells, held for a minute."""
    taken = []
    held = untold_notices(now).limit(MOST_AT_ONCE).with_for_update(skip_locked=True, of=MeetingNotice)
    wish = joinedload(MeetingNotice.wish).joinedload(MeetingWish.meeting).joinedload(Meeting.check)
    for notice in session.scalars(held.options(wish, joinedload(MeetingNotice.staff))):
        notice.leased_until = now + LEASE
        if notice.staff.chat_id is not None:
            taken.append(_to_tell(session, notice, notice.staff.chat_id, now))
    return taken


def _to_tell(session: Session, notice: MeetingNotice, chat_id: str, now: datetime) -> MeetingNoticeToTell:
    meeting = notice.wish.meeting
    return MeetingNoticeToTell(
        key=notice.id,
        chat_id=chat_id,
        kind=notice.wish.kind,
        trouble=notice.wish.trouble,
        check_number=meeting.check.number,
        class_name=meeting.check.training_class.name,
        view=view_of_meeting(session, meeting, now),
    )
