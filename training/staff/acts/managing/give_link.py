from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.make_link import make_link
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.rules.left_words import left_words
from training.staff.rules.staff_sign_in import DESK
from training.staff.terms import StaffDeed
from training.staff.views.find_staff import BadStaff
from training.staff.views.managed import About, doer_of, hold_member


def give_link(session: Session, about: About, *, token: str, now: datetime) -> Staff:
    """A one-time way in for somebody else; who made it is on record, for whoever holds it enters as them.

    Raises NotFound, NotOneself, AboveOneself, ChangedMeanwhile, BadStaff.
    """
    member = hold_member(session, about)
    if member.left_at is not None:
        raise BadStaff(f"{left_words(member.name, member.left_at)}，请先恢复，再给链接。")
    make_link(session, member, DESK, token=token, made_by=about.asker.id, now=now)
    note_staff_act(session, member, StaffDeed.GIVEN_LINK, doer_of(about.asker), now=now)
    return member
