"""A school, or its district, asks on the desk for a change of a roster (R25)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from training.classes.views.see_classes import see_class
from training.errors import NotFound
from training.notice.permissions import Permission, may
from training.people.views.known_phones import keep_known_phones
from training.records.classes.roster_changes import RosterChange
from training.records.staff.staff import Staff
from training.rosters.acts.ask_change import Asker, ChangeDraft, ask_change
from training.rosters.acts.ask_for_phone import WishedPhone, ask_for_phone


def request_change(
    session: Session, staff: Staff, class_id: UUID, draft: ChangeDraft, *, now: datetime
) -> RosterChange:
    """Of a class where this person may; raises NotFound, and what `ask_change` raises."""
    own = see_class(session, staff, class_id)
    if not may(staff.role, Permission.ASK_FOR_ROSTER_CHANGES):
        raise NotFound("这个班级")
    kept = keep_known_phones(session, staff, [draft.newcomer] if draft.newcomer else [])
    change = ask_change(session, own, draft, Asker(staff.name, staff.id), now=now)
    for each in kept:
        if not each.is_proved:
            wish = WishedPhone(each.trainee_id, each.wanted, own, change.batch_id, 0, staff.name, staff.id)
            ask_for_phone(session, wish, now=now)
    return change
