from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.views.find_staff import BadStaff

LONGEST_CHAT_ID = 64


def know_in_chat(session: Session, staff: Staff, chat_id: str) -> None:
    """Note the id by which the chat names this person; raises BadStaff when another has it."""
    chat_id = chat_id.strip()
    if not 0 < len(chat_id) <= LONGEST_CHAT_ID:
        raise BadStaff(
            f"聊天账号（userid）应为 1 到 {LONGEST_CHAT_ID} 个字符；在办公平台管理后台的通讯录里可以查到。"
        )
    other = session.scalars(select(Staff).where(Staff.chat_id == chat_id)).one_or_none()
    if other is not None and other.id != staff.id:
        raise BadStaff(f"聊天账号 {chat_id} 已登记给“{other.name}”。")
    if staff.chat_id != chat_id:
        # Another account has another number in meetings; it is looked up when it is needed.
        staff.chat_id, staff.account_id = chat_id, None
    session.flush()
