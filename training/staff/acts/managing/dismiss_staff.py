from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.let_go import let_go
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.terms import StaffDeed
from training.staff.views.managed import About, check_others_left, doer_of, hold_administrators, hold_member


def dismiss_staff(session: Session, about: About, note: str = "", *, now: datetime) -> Staff:
    """Out of service (离岗) at the desk, which leaves the city an administrator.

    Raises NotFound, NotOneself, AboveOneself, ChangedMeanwhile, LastAdministrator, BadStaff.
    """
    held = hold_administrators(session)
    member = hold_member(session, about)
    check_others_left(held, member)
    let_go(session, member, now=now)
    note_staff_act(session, member, StaffDeed.LEFT, doer_of(about.asker), note, now=now)
    return member
