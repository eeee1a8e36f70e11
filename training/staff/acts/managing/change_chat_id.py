from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.correct_chat_id import correct_chat_id
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.rules.left_words import left_words
from training.staff.terms import StaffDeed
from training.staff.views.find_staff import BadStaff
from training.staff.views.managed import About, doer_of, hold_member


def change_chat_id(session: Session, about: About, chat_id: str, *, now: datetime) -> Staff:
    """How the chat names this member.

    Raises NotFound, NotOneself, AboveOneself, ChangedMeanwhile, BadStaff.
    """
    member = hold_member(session, about)
    if member.left_at is not None:
        raise BadStaff(f"{left_words(member.name, member.left_at)}，请先恢复，再登记账号。")
    correct_chat_id(session, member, chat_id, now=now)
    note_staff_act(session, member, StaffDeed.KNOWN_IN_CHAT, doer_of(about.asker), chat_id, now=now)
    return member
