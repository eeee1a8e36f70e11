"""Whom to call at an institution, and which institutions somebody looks after."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.views.looked_after import looked_after
from training.errors import NotFound
from training.notice.permissions import Permission
from training.records.classes.classes import Institution, InstitutionContact
from training.records.staff.staff import Staff


def contact_of(session: Session, institution: Institution) -> InstitutionContact | None:
    """The latest that was noted."""
    own = select(InstitutionContact).where(InstitutionContact.institution_id == institution.id)
    return session.scalars(own.order_by(InstitutionContact.id.desc()).limit(1)).one_or_none()


def contact_mark(session: Session, institution: Institution) -> str:
    """What a page showed of it."""
    found = contact_of(session, institution)
    return str(found.id) if found else ""


def hold_institution(session: Session, staff: Staff, key: int, permission: Permission) -> Institution:
    """Locked until the transaction ends, if this person may do so with it; raises NotFound."""
    own = looked_after(staff, permission).where(Institution.id == key)
    found = session.scalars(own.with_for_update(of=Institution)).one_or_none()
    if found is None:
        raise NotFound("这个培训机构")
    return found


def looks_after(session: Session, staff: Staff, institution: Institution, permission: Permission) -> bool:
    own = looked_after(staff, permission).where(Institution.id == institution.id)
    return session.scalars(own.with_only_columns(Institution.id)).one_or_none() is not None
