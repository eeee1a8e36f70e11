from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.views.find_staff import BadStaff

LONGEST_DINGTALK_ID = 64


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
