"""Registering members of staff (R09)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.notice.terms import Role
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.staff.staff import Staff
from training.staff.views.find_staff import BadStaff


def add_staff(
    session: Session,
    name: str,
    role: Role,
    district: District | None,
    institution: Institution | None,
    *,
    now: datetime,
) -> Staff:
    """Register somebody; raises BadStaff when the place does not fit the role or the name is taken."""
    if (role is Role.DISTRICT) != (district is not None):
        raise BadStaff("旗县区人员（district）要写明旗县区，其他角色不写。")
    if (role is Role.INSTITUTION) != (institution is not None):
        raise BadStaff("培训机构人员（institution）要写明培训机构，其他角色不写。")
    if session.scalar(select(Staff.id).where(Staff.name == name)):
        raise BadStaff(f"“{name}”已登记；同名的人请加区分，如“{name}（青山）”。")
    staff = Staff(name=name, role=role, district=district, institution=institution, added_at=now)
    session.add(staff)
    session.flush()
    return staff
