from datetime import datetime

from sqlalchemy.orm import Session

from training.deputies.acts.tell_post import Telling
from training.deputies.acts.tell_way_in import tell_way_in
from training.records.staff.staff import Staff
from training.staff.acts.managing.change_chat_id import change_chat_id
from training.staff.views.managed import About


def hand_account(session: Session, about: About, chat_id: str, *, now: datetime) -> Staff:
    """How the chat names somebody else, which is a way in too: the place and the administrators hear of it.

    Raises NotFound, NotOneself, AboveOneself, ChangedMeanwhile, BadStaff.
    """
    member = change_chat_id(session, about, chat_id, now=now)
    text = (
        f"{about.asker.name} 改了 {member.name} 的聊天账号，新账号能以 {member.name} 登录和办理。"
        f"不是 {member.name} 本人的账号，请马上告诉市级管理员改回来。"
    )
    key = f"account_changed:{member.public_id}:{now.timestamp():.6f}"
    tell_way_in(session, member, Telling("account_changed", key, text), now=now)
    return member
