"""Who gives and takes away which role, and where somebody of a role belongs."""

from collections.abc import Mapping

from training.notice.permissions import Permission, Place, is_everywhere
from training.notice.terms import Role

APPOINTS: Mapping[Role, frozenset[Role]] = {
    Role.CITY: frozenset(Role),
    Role.DISTRICT: frozenset({Role.DISTRICT, Role.INSTITUTION}),
}
"""Which roles somebody may give and take away where `MANAGE_STAFF` reaches; none above the own."""
PLACE_OF_ROLE: Mapping[Role, Place] = {
    Role.CITY: Place.EVERYWHERE,
    Role.DISTRICT: Place.OWN_DISTRICT,
    Role.INSTITUTION: Place.OWN_INSTITUTION,
    Role.AUDITOR: Place.EVERYWHERE,
}
"""Whether somebody of that role belongs to a district, to an institution, or to neither."""


def may_appoint(role: Role, other: Role) -> bool:
    """Whether somebody of this role gives and takes away the other one."""
    return other in APPOINTS.get(role, frozenset())


def appoints(role: Role) -> tuple[Role, ...]:
    """The roles that this one may give, in the order in which they are offered."""
    return tuple(each for each in Role if may_appoint(role, each))


def administrators() -> tuple[Role, ...]:
    """市级管理员: the roles that manage the staff of the whole city; one of them is always left."""
    return tuple(each for each in Role if is_everywhere(each, Permission.MANAGE_STAFF))
