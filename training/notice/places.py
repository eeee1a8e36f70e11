"""How far what somebody may do reaches: for one role, and as the table of permissions puts roles together."""

from collections.abc import Mapping
from enum import StrEnum

from training.notice.terms import Role


class Place(StrEnum):
    """范围: whose things a permission reaches."""

    EVERYWHERE = "全市"
    OWN_DISTRICT = "本旗县区"
    OWN_INSTITUTION = "本机构"


Grant = Mapping[Role, Place]
CITY: Grant = {Role.CITY: Place.EVERYWHERE}
DISTRICT: Grant = {Role.DISTRICT: Place.OWN_DISTRICT}
INSTITUTION: Grant = {Role.INSTITUTION: Place.OWN_INSTITUTION}
AUDITOR: Grant = {Role.AUDITOR: Place.EVERYWHERE}
