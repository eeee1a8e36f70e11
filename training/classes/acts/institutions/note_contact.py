from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from training.classes.rules.institutions import InstitutionChanged, check_contact
from training.classes.views.institution_contact import contact_mark, hold_institution
from training.notice.permissions import Permission
from training.records.classes.classes import InstitutionContact
from training.records.staff.staff import Staff


@dataclass(frozen=True)
class ContactDraft:
    """Whom to call, and the mark of whom the page showed."""

    person: str
    telephone: str
    seen: str


def note_contact(session: Session, staff: Staff, key: int, draft: ContactDraft, *, now: datetime) -> None:
    """联系人: the latest row holds. Raises NotFound, BadInstitution, InstitutionChanged."""
    own = hold_institution(session, staff, key, Permission.MANAGE_INSTITUTIONS)
    person, telephone = check_contact(draft.person, draft.telephone)
    if contact_mark(session, own) != draft.seen:
        raise InstitutionChanged(own.name)
    session.add(
        InstitutionContact(
            institution_id=own.id, person=person, phone=telephone, noted_by=staff.name, noted_at=now
        )
    )
    session.flush()
