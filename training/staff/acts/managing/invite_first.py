from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.appointing import administrators
from training.notice.permissions import Permission, is_everywhere
from training.records.staff.staff import Staff, StaffSession
from training.staff.acts.add_staff import add_staff
from training.staff.acts.end_sessions import end_sessions
from training.staff.acts.make_link import make_link
from training.staff.acts.managing.note_staff_act import note_staff_act
from training.staff.rules.managing import Doer
from training.staff.rules.staff_sign_in import DESK
from training.staff.terms import StaffDeed


def invite_first(session: Session, name: str, by: Doer, *, token: str, now: datetime) -> Staff | None:
    """The first administrator of a city whose staff nobody has registered yet, with a link to come in by.

    As long as nobody has entered, the only one registered is given another link, and the one before leads
    nowhere; None from then on.
    """
    staff = session.scalars(select(Staff).limit(2)).all()
    if not staff:
        role, *_ = administrators()
        first = add_staff(session, name, role, None, None, now=now)
        note_staff_act(session, first, StaffDeed.ADDED, by, now=now)
    elif len(staff) == 1 and _administrates(staff[0]) and not _was_entered(session):
        first = staff[0]
        # What was printed before lies in somebody's shell.
        end_sessions(session, first, now=now)
    else:
        return None
    make_link(session, first, DESK, token=token, now=now)
    note_staff_act(session, first, StaffDeed.GIVEN_LINK, by, now=now)
    return first


def _was_entered(session: Session) -> bool:
    return session.scalar(select(StaffSession.id).limit(1)) is not None


def _administrates(staff: Staff) -> bool:
    return is_everywhere(staff.role, Permission.MANAGE_STAFF)
