from datetime import datetime

from sqlalchemy.orm import Session

from training.notice.notes import read_note
from training.records.staff.staff import Staff, StaffAct
from training.staff.rules.managing import Doer
from training.staff.terms import StaffDeed


def note_staff_act(
    session: Session, member: Staff, deed: StaffDeed, by: Doer, note: str = "", *, now: datetime
) -> None:
    """What was just done about this member, and where that person stands since; raises TextTooLong."""
    session.add(
        StaffAct(
            staff_id=member.id,
            act=deed,
            role=member.role,
            district_id=member.district.id if member.district else None,
            institution_id=member.institution.id if member.institution else None,
            note=read_note(note),
            done_by=by.name,
            done_by_id=by.key,
            done_at=now,
        )
    )
    session.flush()
