"""Everything that the vendor told of one meeting, laid against the active roster."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.active_roster import active_roster
from training.meetings.rules.meeting_members import Bystander, Member, OnRoster, Roster
from training.meetings.rules.meeting_presence import ABSENT, Presence, Told, presence_of
from training.meetings.terms import PresenceSource
from training.meetings.views.accounts import people_of
from training.records.classes.trainees import Enrolment
from training.records.meetings.meetings import Meeting
from training.records.meetings.members import CameraSighting, MeetingLook, MeetingPresence


@dataclass(frozen=True)
class LoadedMeeting:
    """One meeting as it stands at `at`: now, or the moment when it ended."""

    meeting: Meeting
    at: datetime
    enrolments: tuple[Enrolment, ...]
    """The active roster."""
    roster: Roster
    members: Mapping[str, Member]
    """Whoever the vendor named, by device or account."""
    told: Mapping[str, Sequence[Told]]
    looks: tuple[MeetingLook, ...]
    sightings: Mapping[int, Sequence[CameraSighting]]
    """By look."""

    @cached_property
    def found(self) -> dict[str, OnRoster | Bystander]:
        return {key: self.roster.find(member) for key, member in self.members.items()}

    @cached_property
    def presences(self) -> dict[int, Presence]:
        """By enrolment."""
        devices: dict[int, list[Sequence[Told]]] = defaultdict(list)
        for key, who in self.found.items():
            if isinstance(who, OnRoster):
                devices[who.key].append(self.told[key])
        return {key: self._put_together(told) for key, told in devices.items()}

    @property
    def strangers(self) -> list[tuple[str, Presence]]:
        """Names that fit nobody of the roster, and when they were in."""
        unknown = (key for key, who in self.found.items() if who is Bystander.STRANGER)
        seen = ((self.members[key].name, self._put_together([self.told[key]])) for key in unknown)
        return sorted((each for each in seen if each[1].joined_at), key=lambda each: each[0])

    def presence(self, enrolment: Enrolment) -> Presence:
        return self.presences.get(enrolment.id, ABSENT)

    def cameras(self, look: MeetingLook) -> dict[int, bool | None]:
        """Of those of the roster who were in at that look: by enrolment, on, off, or not told."""
        cameras: dict[int, bool | None] = {}
        for each in self.sightings[look.id]:
            who = self.found.get(each.member_key)
            if isinstance(who, OnRoster) and each.is_in:
                # Of two devices of one person the one with a camera on counts, then the one that tells.
                cameras[who.key] = _either(cameras.get(who.key), each.camera_is_on)
        return cameras

    def _put_together(self, devices: Iterable[Sequence[Told]]) -> Presence:
        return presence_of(devices, is_over=self.meeting.ended_at is not None, at=self.at)


def _either(first: bool | None, second: bool | None) -> bool | None:
    known = [each for each in (first, second) if each is not None]
    return any(known) if known else None


def load_meeting(session: Session, meeting: Meeting, now: datetime) -> LoadedMeeting:
    check = meeting.check
    enrolments = active_roster(session, check.class_id, check.ended_at or now)
    looks = select(MeetingLook).where(MeetingLook.meeting_id == meeting.id).order_by(MeetingLook.id)
    found = tuple(session.scalars(looks))
    sightings = _sightings(session, meeting)
    members, told = _told(session, meeting, found, sightings)
    return LoadedMeeting(
        meeting=meeting,
        at=meeting.ended_at or now,
        enrolments=tuple(enrolments),
        roster=people_of(session, check.class_id, enrolments),
        members=members,
        told=told,
        looks=found,
        sightings=sightings,
    )


def _sightings(session: Session, meeting: Meeting) -> dict[int, list[CameraSighting]]:
    own = select(CameraSighting).join(MeetingLook, CameraSighting.look_id == MeetingLook.id)
    found: dict[int, list[CameraSighting]] = defaultdict(list)
    for each in session.scalars(own.where(MeetingLook.meeting_id == meeting.id).order_by(CameraSighting.id)):
        found[each.look_id].append(each)
    return found


def _told(
    session: Session,
    meeting: Meeting,
    looks: Iterable[MeetingLook],
    sightings: Mapping[int, Sequence[CameraSighting]],
) -> tuple[dict[str, Member], dict[str, list[Told]]]:
    members: dict[str, Member] = {}
    told: dict[str, list[Told]] = defaultdict(list)
    own = select(MeetingPresence).where(MeetingPresence.meeting_id == meeting.id)
    for row in session.scalars(own.order_by(MeetingPresence.said_at, MeetingPresence.id)):
        members[row.member_key] = _member(row)
        told[row.member_key].append(_statement(row))
    for look in looks:
        for seen in sightings[look.id]:
            members.setdefault(seen.member_key, _member(seen))
            told[seen.member_key].append(Told(PresenceSource.LOOK, look.looked_at, seen.is_in))
    return members, told


def _member(row: MeetingPresence | CameraSighting) -> Member:
    return Member(row.nick, row.account_index, row.phone_index)


def _statement(row: MeetingPresence) -> Told:
    stayed = None if row.stayed_seconds is None else timedelta(seconds=row.stayed_seconds)
    return Told(row.source, row.said_at, row.is_in, row.joined_at, row.left_at, stayed, row.sequence)
