from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.notice.policy import Policy
from training.records.meetings.members import MeetingLook


def looks_left(session: Session, meeting_id: int, policy: Policy) -> int:
    own = select(func.count()).select_from(MeetingLook).where(MeetingLook.meeting_id == meeting_id)
    return max(0, policy.meeting_looks - (session.scalar(own) or 0))
