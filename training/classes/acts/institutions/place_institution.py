from sqlalchemy.orm import Session

from training.classes.rules.institutions import InstitutionChanged
from training.classes.views.institution_contact import hold_institution
from training.errors import NotFound
from training.notice.permissions import Permission, is_everywhere
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.staff.staff import Staff


def place_institution(
    session: Session, staff: Staff, key: int, district: District | None, *, seen: str
) -> Institution:
    """属地: whose it is to look after; only who sees the whole city gives it from one district to another.

    Raises NotFound, or InstitutionChanged where it stood elsewhere than was seen.
    """
    if not is_everywhere(staff.role, Permission.MANAGE_INSTITUTIONS):
        raise NotFound("这个培训机构")
    own = hold_institution(session, staff, key, Permission.MANAGE_INSTITUTIONS)
    if str(own.district_id or "") != seen:
        raise InstitutionChanged(own.name)
    own.district = district
    session.flush()
    return own
