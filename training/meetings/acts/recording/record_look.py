from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from training.database import insert_new
from training.meetings.acts.recording.end_meeting import end_meeting
from training.meetings.acts.show_on_cards import show_on_cards
from training.meetings.acts.wishes.hold_wish import hold_wish
from training.meetings.acts.wishes.settle import settle
from training.meetings.rules.taken_wish import TakenWish
from training.meetings.views.find_meeting import hold_meeting
from training.meetings.views.names_of import names_of
from training.ports.meetings import SeenMember
from training.records.meetings.members import CameraSighting, MeetingLook


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


def _sighting(session: Session, seen: SeenMember) -> dict[str, Any]:
    names = names_of(session, seen.account_id, seen.name)
    return names | {"is_in": seen.is_in, "camera_is_on": seen.camera_is_on}
