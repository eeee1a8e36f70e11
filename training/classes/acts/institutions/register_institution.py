from sqlalchemy import select
from sqlalchemy.orm import Session

from training.classes.rules.institutions import InstitutionKnown, check_institution_name
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.staff.staff import Staff


def register_institution(session: Session, staff: Staff, name: str, district: District | None) -> Institution:
    """Before its first class is filed; a district registers where it belongs itself.

    Raises BadInstitution, InstitutionKnown, or NotFound for a place that is not the asker's.
    """
    is_own = district is not None and district.id == staff.district_id
    if not (is_own or is_everywhere(staff.role, Permission.MANAGE_INSTITUTIONS)):
        raise NotFound("这个旗县区")
    called = check_institution_name(name)
    if session.scalar(select(Institution.id).where(Institution.name == called)):
        raise InstitutionKnown(called)
    made = Institution(name=called, district=district)
    session.add(made)
    session.flush()
    return made
