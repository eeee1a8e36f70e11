from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import Next, Over
from training.records.moments import is_living
from training.records.staff.staff import StaffLink, StaffSession
from training.staff.rules.digest import digest
from training.staff.views.staff_of_session import LINK_MINUTES


class LinkUsedUp(Over):
    """The link is too old or was used; which of the two is not told."""

    leads_to = (Next.OWN_ACCOUNT,)

    def __init__(self) -> None:
        super().__init__(
            f"这个链接已失效（只能用一次，{LINK_MINUTES} 分钟内有效），请给查班机器人发“我的”重新获取。"
        )


def enter_by_link(
    session: Session, token: str, *, session_token: str, device: str = "", now: datetime
) -> str:
    """Begin a session for the holder of the link and give the path it leads to; raises LinkUsedUp."""
    own = select(StaffLink).where(StaffLink.digest == digest(token))
    living = own.where(is_living(StaffLink.made_at, StaffLink.expires_at, now))
    link = session.scalars(living).one_or_none()
    if link is None:
        raise LinkUsedUp
    begun = {
        "staff_id": link.staff_id,
        "link_id": link.id,
        "digest": digest(session_token),
        "begun_at": now,
        "seen_at": now,
        "device": device,
    }
    if not insert_new(session, StaffSession, [begun]):
        raise LinkUsedUp
    return link.path
