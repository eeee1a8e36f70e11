from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.acts.take_back import take_back
from training.staff.terms import StaffDeed
from training.staff.views.managed import About, doer_of, hold_member


def readmit_staff(session: Session, about: About, note: str = "", *, now: datetime) -> Staff:
    """In service again; raises NotFound, NotOneself, AboveOneself, ChangedMeanwhile, BadStaff."""
    member = hold_member(session, about)
    take_back(session, member)
    note_staff_act(session, member, StaffDeed.RETURNED, doer_of(about.asker), note, now=now)
    return member
