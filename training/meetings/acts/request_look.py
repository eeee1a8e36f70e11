"""Ask for the cameras of a running meeting again; each query costs of the month's quota."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.meetings.acts.wishes.want import want
from training.meetings.terms import MeetingState, WishKind
from training.meetings.views.find_meeting import latest_meeting
from training.meetings.views.looks_left import looks_left
from training.notice.clock import is_recent
from training.records.checks.spot_checks import SpotCheck
from training.records.meetings.meetings import MeetingWish


def request_look(session: Session, check: SpotCheck, *, now: datetime) -> None:
    """Harmless at every glance: nothing happens where none runs, one was just made, or all are used."""
    meeting = latest_meeting(session, check)
    if meeting is None or meeting.state is not MeetingState.RUNNING:
        return
    policy = check.rule_set.policy
    latest = session.scalar(_wished(meeting.id).order_by(MeetingWish.id.desc()).limit(1))
    pause = timedelta(seconds=policy.meeting_look_pause_seconds)
    if looks_left(session, meeting.id, policy) > 0 and (latest is None or not is_recent(latest, pause, now)):
        want(session, meeting, WishKind.LOOK, now=now)


def _wished(meeting_id: int) -> Select[datetime]:
    return select(MeetingWish.asked_at).where(
        MeetingWish.meeting_id == meeting_id, MeetingWish.kind == WishKind.LOOK
    )
