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


def enter_by_chat(
    session: Session, chat_id: str, path: str, *, token: str, device: str = "", now: datetime
) -> str:
    """Begin a session under `token` for whom the chat's platform named, and give the path it leads to.

    Raises NotRegistered, or OutsideTheOrganisation where it named no member.
    """
    if not chat_id:
        raise OutsideTheOrganisation
    staff = session.scalars(select(Staff).where(Staff.chat_id == chat_id)).one_or_none()
    if staff is None:
        raise NotRegistered(chat_id)
    # A link that is made and used in one breath: however somebody comes in, a session has one beginning.
    make_link(session, staff, own_path(path), token=token, now=now)
    return enter_by_link(session, token, session_token=token, device=device, now=now)
