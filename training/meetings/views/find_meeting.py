"""The meetings of a check."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from training.errors import Next, NotNow
from training.meetings.terms import MeetingState
from training.records.checks.spot_checks import SpotCheck
from training.records.meetings.meetings import Meeting


class NoMeetingRunning(NotNow):
    """There is no meeting that somebody could be asked into."""

    leads_to = (Next.PROGRESS, Next.HELP)

    def __init__(self, state: MeetingState | None):
        now = f"会议{state}" if state else "这次检查还没有发起会议"
        super().__init__(f"{now}，现在不能提醒。会议进行中才能提醒未入会的学员。")


def latest_meeting(session: Session, check: SpotCheck) -> Meeting | None:
    """The one that counts; earlier ones failed or broke."""
    meetings = meetings_of(session, check)
    return meetings[-1] if meetings else None


def meetings_of(session: Session, check: SpotCheck) -> Sequence[Meeting]:
    own = select(Meeting).where(Meeting.check_id == check.id).order_by(Meeting.ordinal)
    return session.scalars(own.options(joinedload(Meeting.host))).all()


def open_meeting(session: Session, check_id: int) -> Meeting | None:
    """The one that is wanted, being opened, or running."""
    own = select(Meeting).where(Meeting.check_id == check_id, Meeting.ended_at.is_(None))
    return session.scalars(own).one_or_none()


def hold_meeting(session: Session, meeting_id: int) -> Meeting:
    """Held until the transaction ends: what happens to one meeting happens one after another."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.id == meeting_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
