"""What DingTalk did for a meeting, written down: opened, looked at, closed, the list of members."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.active_roster import active_roster
from training.database import blind, insert_new
from training.meetings.acts.meeting_wishes import (
    WAITING,
    TakenWish,
    drop_wishes,
    hold_wish,
    settle,
    show_on_cards,
    want,
)
from training.meetings.views.find_meeting import hold_meeting
from training.notice.identity import BadPhone, read_phone
from training.notice.terms import InviteResult, MeetingState, PresenceSource, WishKind
from training.ports.meetings import MeetingMember, OpenedMeeting, SeenMember
from training.records.meetings.meetings import Meeting, MeetingInvitation, MeetingWish
from training.records.meetings.members import CameraSighting, MeetingLook, MeetingPresence


def record_opened(session: Session, taken: TakenWish, opened: OpenedMeeting, *, now: datetime) -> None:
    """The meeting runs; with the same stroke everybody of the active roster is to be invited."""
    meeting = hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is None:
        return
    meeting.state, meeting.opened_at = MeetingState.RUNNING, now
    meeting.conference_id = opened.conference_id
    meeting.join_address, meeting.room_code = opened.join_address, opened.room_code[:64]
    meeting.dial_in = list(opened.dial_in)
    settle(session, wish, now=now)
    invite = want(session, meeting, WishKind.INVITE, now=now, staff_id=meeting.host_id)
    if invite is not None:
        session.add_all(
            MeetingInvitation(
                meeting_id=meeting.id, wish_id=invite.id, enrolment_id=each.id, result=InviteResult.WAITING
            )
            for each in active_roster(session, meeting.check.class_id, now)
        )
    show_on_cards(session, meeting)
    session.flush()


def record_look(
    session: Session, taken: TakenWish, seen: Iterable[SeenMember] | None, *, now: datetime
) -> None:
    """Who is in, and whose camera is on; a meeting that does not run any more has ended."""
    meeting = hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is None:
        return
    settle(session, wish, now=now)
    if seen is None:
        end_meeting(session, meeting, at=now, now=now)
        return
    look = MeetingLook(meeting_id=meeting.id, looked_at=now)
    session.add(look)
    session.flush()
    rows = {(row := _sighting(session, each))["member_key"]: row for each in seen}
    insert_new(session, CameraSighting, [row | {"look_id": look.id} for row in rows.values()])
    show_on_cards(session, meeting)


def record_closed(session: Session, taken: TakenWish, *, now: datetime) -> None:
    """The meeting has ended, by us or before."""
    meeting = hold_meeting(session, taken.meeting_id)
    wish = hold_wish(session, taken)
    if wish is not None:
        end_meeting(session, meeting, at=now, now=now)


def record_gone(session: Session, taken: TakenWish, *, now: datetime) -> None:
    """DingTalk says in passing that the meeting is over."""
    end_meeting(session, hold_meeting(session, taken.meeting_id), at=now, now=now)


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


def end_meeting(session: Session, meeting: Meeting, *, at: datetime, now: datetime) -> None:
    """It is over, whoever ended it: what is still wished is of no use, and the list of members is fetched.

    Where nobody here asked for the end, the host is told.
    """
    if meeting.ended_at is not None:
        return
    meeting.state, meeting.ended_at = MeetingState.ENDED, at
    drop_wishes(session, meeting.id, (WishKind.OPEN, *WAITING), now=now)
    asked = _closing(session, meeting)
    if asked is not None and asked.settled_at is None:
        settle(session, asked, now=now)
    want(session, meeting, WishKind.MEMBERS, now=now, staff_id=None if asked else meeting.host_id)
    show_on_cards(session, meeting)
    session.flush()


def keep_presence(session: Session, meeting: Meeting, rows: Iterable[dict[str, Any]]) -> int:
    """Keep the statements that were not made before, and say how many."""
    new = {row["said_key"]: row | {"meeting_id": meeting.id} for row in map(_with_key, rows)}
    return insert_new(session, MeetingPresence, list(new.values()))


def names_of(session: Session, union_id: str, nick: str, *, by_phone: bool = False) -> dict[str, Any]:
    """By which a member is recognised: the account, or the name of whoever has none."""
    nick = nick[:255]
    return {
        "member_key": blind(session, "meeting_member", union_id or f"nick:{nick}").hex()[:64],
        "union_index": union_id or None,
        "phone_index": _phone_in(nick) if by_phone or not union_id else None,
        "nick": nick,
    }


def _closing(session: Session, meeting: Meeting) -> MeetingWish | None:
    own = select(MeetingWish).where(MeetingWish.meeting_id == meeting.id, MeetingWish.kind == WishKind.CLOSE)
    return session.scalars(own.order_by(MeetingWish.id.desc()).limit(1)).first()


def _sighting(session: Session, seen: SeenMember) -> dict[str, Any]:
    names = names_of(session, seen.union_id, seen.name)
    return names | {"is_in": seen.is_in, "camera_is_on": seen.camera_is_on}


def _of_list(session: Session, member: MeetingMember, now: datetime) -> dict[str, Any]:
    stayed = member.stayed
    return names_of(session, member.union_id, member.name, by_phone=member.by_phone) | {
        "source": PresenceSource.MEMBERS,
        "is_in": member.is_in,
        "joined_at": member.joined_at,
        # Of whoever is in again it still tells the leaving before.
        "left_at": None if member.is_in else member.left_at,
        "stayed_seconds": None if stayed is None else int(stayed.total_seconds()),
        "sequence": 0,
        "said_at": now,
    }


def _with_key(row: dict[str, Any]) -> dict[str, Any]:
    """When it was said is no part of it, for what is told again is told once."""
    parts = ["source", "member_key", "is_in", "joined_at", "left_at", "stayed_seconds", "sequence"]
    if row["joined_at"] is None and not row["sequence"]:
        # Nothing else tells a second coming from the first.
        parts.append("said_at")
    said = "|".join(str(row[part]) for part in parts)
    return row | {"said_key": sha256(said.encode()).hexdigest()}


def _phone_in(nick: str) -> str | None:
    """Whoever dials in is named by the number, where the vendor does not mask it."""
    try:
        return read_phone(nick)
    except BadPhone:
        return None
