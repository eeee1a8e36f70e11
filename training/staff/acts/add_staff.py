"""Registering members of staff (R09)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.errors import NotFound, Refusal
from training.notice.clock import SHANGHAI
from training.notice.terms import Role
from training.records.classes.classes import Institution
from training.records.classes.districts import District
from training.records.staff.staff import Staff

LONGEST_DINGTALK_ID = 64


class BadStaff(Refusal):
    """The registration contradicts itself or another."""


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


def know_in_dingtalk(session: Session, staff: Staff, dingtalk_id: str) -> None:
    """Note the userid by which DingTalk names this person; raises BadStaff when another has it."""
    dingtalk_id = dingtalk_id.strip()
    if not 0 < len(dingtalk_id) <= LONGEST_DINGTALK_ID:
        raise BadStaff(
            f"钉钉 userid 应为 1 到 {LONGEST_DINGTALK_ID} 个字符；在钉钉管理后台的通讯录里可以查到。"
        )
    other = session.scalars(select(Staff).where(Staff.dingtalk_id == dingtalk_id)).one_or_none()
    if other is not None and other.id != staff.id:
        raise BadStaff(f"钉钉 userid {dingtalk_id} 已登记给“{other.name}”。")
    if staff.dingtalk_id != dingtalk_id:
        # Another account has another number in meetings; it is looked up when it is needed.
        staff.dingtalk_id, staff.union_id = dingtalk_id, None
    session.flush()


def find_staff(session: Session, name: str) -> Staff:
    """In service or not; raises NotFound."""
    found = session.scalars(select(Staff).where(Staff.name == name)).one_or_none()
    if found is None:
        raise NotFound(f"工作人员“{name}”")
    return found


def find_staff_in_service(session: Session, name: str) -> Staff:
    """Who may be given a way in; raises NotFound, and BadStaff for those who left."""
    found = find_staff(session, name)
    if found.left_at is not None:
        left = left_words(found.name, found.left_at)
        raise BadStaff(f"{left}；如已回来，请先运行 chaban staff return {name}。")
    return found


def left_words(name: str, left_at: datetime) -> str:
    return f"“{name}”已于 {left_at.astimezone(SHANGHAI):%Y-%m-%d} 离岗"


def list_staff(session: Session) -> list[Staff]:
    return list(session.scalars(select(Staff).order_by(Staff.role, Staff.name)))
