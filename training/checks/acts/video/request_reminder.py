"""Remind the trainees who are not in the meeting (R31)."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from training.checks.acts.cards_are_due import cards_are_due
from training.checks.views.find_check import find_running_check
from training.errors import Next, TooOften
from training.meetings.acts.wishes.want import want
from training.meetings.terms import InviteResult, MeetingState, WishKind
from training.meetings.views.find_meeting import NoMeetingRunning, latest_meeting
from training.meetings.views.see_meeting import absent_from, may_remind_from
from training.notice.clock import SHANGHAI
from training.records.classes.trainees import Enrolment
from training.records.meetings.meetings import Meeting, MeetingInvitation, MeetingWish
from training.records.staff.staff import Staff


class RemindedJustNow(TooOften):
    """Their phones ring; that is done once a minute."""

    leads_to = (Next.PROGRESS,)

    def __init__(self, again_at: datetime):
        at = f"{again_at.astimezone(SHANGHAI):%H:%M:%S}"
        super().__init__(f"刚刚提醒过，{at} 以后才能再提醒。可以先看“进度”，等学员入会。")
        self.again_at = again_at


def request_reminder(session: Session, staff: Staff, check_id: UUID, *, now: datetime) -> int:
    """Remind everybody of the roster who is not in now, and say how many; none where all are in.

    Raises NoMeetingRunning, RemindedJustNow, or what `find_running_check` does.
    """
    check = find_running_check(session, staff, check_id)
    meeting = latest_meeting(session, check)
    if meeting is None or meeting.state is not MeetingState.RUNNING:
        raise NoMeetingRunning(meeting.state if meeting else None)
    again_at = may_remind_from(session, meeting, check.rule_set.policy, now)
    if again_at is not None:
        raise RemindedJustNow(again_at)
    absent = absent_from(session, meeting, now)
    if not absent:
        return 0
    wish = want(session, meeting, WishKind.REMIND, now=now, staff_id=staff.id)
    if wish is None:
        # The wave before has not reached everybody yet.
        raise RemindedJustNow(now + timedelta(seconds=check.rule_set.policy.meeting_reminder_pause_seconds))
    session.add_all(_invitation(meeting, wish, each) for each in absent)
    session.flush()
    cards_are_due(session, check)
    return len(absent)


def _invitation(meeting: Meeting, wish: MeetingWish, enrolment: Enrolment) -> MeetingInvitation:
    return MeetingInvitation(
        meeting_id=meeting.id, wish_id=wish.id, enrolment_id=enrolment.id, result=InviteResult.WAITING
    )
