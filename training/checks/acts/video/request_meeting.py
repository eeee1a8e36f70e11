"""Ask for the meeting of a check; a bot makes it a moment later (R31)."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import Next, NotNow
from training.meetings.acts.wishes.want import want
from training.meetings.rules.meetings import title_of
from training.meetings.terms import MeetingState, WishKind
from training.meetings.views.find_meeting import open_meeting
from training.records.checks.spot_checks import SpotCheck
from training.records.meetings.meetings import Meeting
from training.records.staff.staff import Staff


class MeetingIsOpen(NotNow):
    """A check has one meeting at a time."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, state: MeetingState, room_code: str):
        code = f"，会议号 {room_code}" if room_code else ""
        super().__init__(f"这次检查的会议{state}{code}，不用再发起；看“进度”加入，或先结束它。")


class HostNotInChat(NotNow):
    """A meeting needs somebody of the organisation who holds it."""

    leads_to = (Next.OWN_ACCOUNT, Next.HELP)

    def __init__(self, name: str):
        super().__init__(
            f"“{name}”没有登记聊天账号，不能发起视频会议；请管理员在工作台“工作人员”里登记，或由同事发起。"
        )


def request_meeting(session: Session, check: SpotCheck, staff: Staff, *, now: datetime) -> None:
    """The meeting is wanted, with this person as its host; raises MeetingIsOpen or HostNotInChat."""
    if staff.chat_id is None:
        raise HostNotInChat(staff.name)
    earlier = select(func.max(Meeting.ordinal)).where(Meeting.check_id == check.id)
    public_id = uuid4()
    row = {
        "public_id": public_id,
        "check_id": check.id,
        "ordinal": (session.scalar(earlier) or 0) + 1,
        "state": MeetingState.WANTED,
        "title": title_of(check.number, public_id),
        "host_id": staff.id,
        "wanted_at": now,
        "room_code": "",
        "dial_in": [],
    }
    if not insert_new(session, Meeting, [row]):
        running = open_meeting(session, check.id)
        raise MeetingIsOpen(*((running.state, running.room_code) if running else (MeetingState.WANTED, "")))
    meeting = session.scalars(select(Meeting).where(Meeting.public_id == public_id)).one()
    want(session, meeting, WishKind.OPEN, now=now, staff_id=staff.id)
