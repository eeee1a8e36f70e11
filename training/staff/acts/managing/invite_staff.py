from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.add_staff import add_staff
from training.staff.acts.know_in_chat import know_in_chat
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.rules.managing import Post, check_name
from training.staff.terms import StaffDeed
from training.staff.views.managed import doer_of, find_post


@dataclass(frozen=True)
class StaffDraft:
    """Who is to be registered; without a `chat_id` nobody is known in the chat."""

    name: str
    post: Post
    chat_id: str = ""


def invite_staff(session: Session, asker: Staff, draft: StaffDraft, *, now: datetime) -> Staff:
    """Register somebody of the asker's own place; a way in is a link of its own.

    Raises AboveOneself, PlaceMissing, NotFound, BadName, BadStaff.
    """
    places = find_post(session, asker, draft.post)
    member = add_staff(session, check_name(draft.name), draft.post.role, *places, now=now)
    if draft.chat_id.strip():
        know_in_chat(session, member, draft.chat_id)
    note_staff_act(session, member, StaffDeed.ADDED, doer_of(asker), now=now)
    return member
