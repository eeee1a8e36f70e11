"""What the forms about staff share: the post that was typed, the roles on offer, and the security log."""

from flask import request
from sqlalchemy.orm import Session

from training.classes.views.find_class import find_district, find_institution
from training.classes.views.looked_after import looked_after
from training.errors import NotFound
from training.notice.appointing import PLACE_OF_ROLE, appoints
from training.notice.permissions import Permission, Place, is_everywhere
from training.notice.terms import Role
from training.ports.security import SecurityEvent, tell_security
from training.records.staff.staff import Staff
from training.staff.rules.managing import Post
from training.staff.terms import StaffDeed


def offered_roles(staff: Staff) -> list[tuple[str, str, str]]:
    """Value, words and what it reaches, of every role that this person may give."""
    return [(role.value, role.words, PLACE_OF_ROLE[role].value) for role in appoints(staff.role)]


def post_typed(rows: Session, staff: Staff) -> Post:
    """The post of the form; a place that the role has not is left out. Raises NotFound, SeveralFound."""
    role = _role(request.form.get("role", ""))
    place = PLACE_OF_ROLE[role]
    if place is Place.OWN_DISTRICT:
        return Post(role, district_id=_district(rows, staff))
    if place is Place.OWN_INSTITUTION:
        typed = request.form.get("institution", "").strip()
        return Post(
            role,
            institution_id=find_institution(rows, typed, looked_after(staff, Permission.MANAGE_STAFF)).id
            if typed
            else None,
        )
    return Post(role)


def tell_deed(staff: Staff, deed: StaffDeed, whom: str, role: str) -> None:
    """Into the security log, once it is done."""
    tell_security(SecurityEvent.STAFF, who=staff.name, what=deed.value, whom=whom, role=role)


def _role(typed: str) -> Role:
    if typed not in list(Role):
        raise NotFound("这个角色")
    return Role(typed)


def _district(rows: Session, staff: Staff) -> int | None:
    """Of a district its own, whatever was typed."""
    if not is_everywhere(staff.role, Permission.MANAGE_STAFF):
        return staff.district_id
    typed = request.form.get("district", "")
    return find_district(rows, typed).id if typed else None
