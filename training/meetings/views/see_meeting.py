"""See the meeting of a check with everybody of the roster."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.meetings.rules.meeting_presence import Presence
from training.meetings.terms import InviteWay, MeetingTrouble, WishKind
from training.meetings.views.find_meeting import latest_meeting, meetings_of
from training.meetings.views.load_meeting import LoadedMeeting, load_meeting
from training.meetings.views.looks_left import looks_left
from training.meetings.views.meeting_views import AttendeeLine, LookLine, MeetingView, Shortfall, StrangerLine
from training.notice.clock import waits
from training.notice.policy import Policy
from training.records.checks.spot_checks import SpotCheck
from training.records.classes.trainees import Enrolment
from training.records.meetings.meetings import Meeting, MeetingInvitation, MeetingWish


def see_meeting(session: Session, check: SpotCheck, now: datetime) -> MeetingView | None:
    """The latest meeting of the check; None where none was ever wanted."""
    meeting = latest_meeting(session, check)
    return view_of_meeting(session, meeting, now) if meeting else None


def see_meetings(session: Session, check: SpotCheck, now: datetime) -> tuple[MeetingView, ...]:
    """Every meeting of the check, those that failed or broke included, the oldest first."""
    return tuple(view_of_meeting(session, each, now) for each in meetings_of(session, check))


def view_of_meeting(session: Session, meeting: Meeting, now: datetime) -> MeetingView:
    loaded = load_meeting(session, meeting, now)
    invitations = _invitations(session, meeting)
    policy = meeting.check.rule_set.policy
    return MeetingView(
        meeting_id=meeting.public_id,
        ordinal=meeting.ordinal,
        state=meeting.state,
        title=meeting.title,
        hosted_by=meeting.host.name,
        wanted_at=meeting.wanted_at,
        opened_at=meeting.opened_at,
        ended_at=meeting.ended_at,
        join_address=meeting.join_address or "",
        room_code=meeting.room_code,
        dial_in=tuple(meeting.dial_in),
        shortfall=_shortfall(session, meeting),
        invited=_first_ways(invitations),
        people=() if meeting.purged_at else _attendees(loaded, invitations),
        strangers=tuple(_stranger(name, presence) for name, presence in loaded.strangers),
        looks=() if meeting.purged_at else _looks(loaded),
        looks_left=looks_left(session, meeting.id, policy),
        may_remind_from=may_remind_from(session, meeting, policy, now),
        has_members=_has_members(session, meeting),
        is_purged=meeting.purged_at is not None,
        conference_id=meeting.conference_id or "",
    )


def absent_from(session: Session, meeting: Meeting, now: datetime) -> list[Enrolment]:
    """Those of the active roster who are not in the meeting now."""
    loaded = load_meeting(session, meeting, now)
    return [each for each in loaded.enrolments if not loaded.presence(each).is_in]


def may_remind_from(session: Session, meeting: Meeting, policy: Policy, now: datetime) -> datetime | None:
    """None where it may be done at once."""
    own = select(MeetingWish.asked_at).where(
        MeetingWish.meeting_id == meeting.id, MeetingWish.kind == WishKind.REMIND
    )
    latest = session.scalar(own.order_by(MeetingWish.id.desc()).limit(1))
    pause = timedelta(seconds=policy.meeting_reminder_pause_seconds)
    again_at = latest + pause if latest else None
    return again_at if waits(again_at, pause, now) else None


def _attendees(
    loaded: LoadedMeeting, invitations: Mapping[int, list[MeetingInvitation]]
) -> tuple[AttendeeLine, ...]:
    cameras = loaded.cameras(loaded.looks[-1]) if loaded.looks else {}
    return tuple(_attendee(loaded, each, cameras, invitations) for each in loaded.enrolments)


def _attendee(
    loaded: LoadedMeeting,
    enrolment: Enrolment,
    cameras: Mapping[int, bool | None],
    invitations: Mapping[int, list[MeetingInvitation]],
) -> AttendeeLine:
    presence = loaded.presence(enrolment)
    latest = invitations[enrolment.id][-1] if enrolment.id in invitations else None
    return AttendeeLine(
        enrolment_id=enrolment.public_id,
        name=enrolment.trainee.name,
        is_in=presence.is_in,
        joined_at=presence.joined_at,
        left_at=presence.left_at,
        stayed=presence.stayed,
        stays=presence.stays,
        camera_is_on=cameras.get(enrolment.id),
        invited_by=latest.way if latest else None,
        invitation=latest.result if latest else None,
    )


def _stranger(name: str, presence: Presence) -> StrangerLine:
    return StrangerLine(name, presence.is_in, presence.joined_at, presence.left_at)


def _looks(loaded: LoadedMeeting) -> tuple[LookLine, ...]:
    seen = ((each.looked_at, loaded.cameras(each)) for each in loaded.looks)
    return tuple(
        LookLine(looked_at, len(cameras), sum(each is True for each in cameras.values()))
        for looked_at, cameras in seen
    )


def _invitations(session: Session, meeting: Meeting) -> dict[int, list[MeetingInvitation]]:
    own = select(MeetingInvitation).where(MeetingInvitation.meeting_id == meeting.id)
    found: dict[int, list[MeetingInvitation]] = {}
    for each in session.scalars(own.order_by(MeetingInvitation.id)):
        found.setdefault(each.enrolment_id, []).append(each)
    return found


def _first_ways(invitations: Mapping[int, list[MeetingInvitation]]) -> dict[InviteWay, int]:
    return dict(Counter(first.way for first, *_ in invitations.values() if first.way is not None))


def _shortfall(session: Session, meeting: Meeting) -> Shortfall | None:
    """The meeting's own, else that of the latest thing that was asked for and not done."""
    if meeting.trouble is not None:
        return Shortfall(meeting.trouble)
    settled = (
        select(MeetingWish)
        .where(MeetingWish.meeting_id == meeting.id, MeetingWish.settled_at.is_not(None))
        .where(MeetingWish.trouble.is_distinct_from(MeetingTrouble.DROPPED))
    )
    latest = session.scalars(settled.order_by(MeetingWish.settled_at.desc(), MeetingWish.id.desc())).first()
    if latest is None or latest.trouble is None:
        return None
    return Shortfall(latest.trouble, latest.kind)


def _has_members(session: Session, meeting: Meeting) -> bool:
    done = select(MeetingWish.id).where(
        MeetingWish.meeting_id == meeting.id,
        MeetingWish.kind == WishKind.MEMBERS,
        MeetingWish.settled_at.is_not(None),
        MeetingWish.trouble.is_(None),
    )
    return session.scalar(done.limit(1)) is not None
