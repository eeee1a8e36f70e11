from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.enter_by_link import enter_by_link
from training.staff.acts.make_link import make_link
from training.staff.rules.staff_sign_in import (
    NotRegistered,
    OutsideTheOrganisation,
    own_path,
)


def enter_by_dingtalk(session: Session, userid: str, path: str, *, token: str, now: datetime) -> str:
    """Begin a session under `token` for whom DingTalk named, and give the path it leads to.

    Raises NotRegistered, or OutsideTheOrganisation where DingTalk named no member.
    """
    if not userid:
        raise OutsideTheOrganisation
    staff = session.scalars(select(Staff).where(Staff.dingtalk_id == userid)).one_or_none()
    if staff is None:
        raise NotRegistered(userid)
    # A link that is made and used in one breath: however somebody comes in, a session has one beginning.
    make_link(session, staff, own_path(path), token=token, now=now)
    return enter_by_link(session, token, session_token=token, now=now)
