"""Staff enter the pages with DingTalk: each word it gives is tried once, and whom it names is let in."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.staff.dingtalk_sign_in import DingTalkSignIn
from training.records.staff.staff import Staff
from training.staff.acts.issue_token import digest
from training.staff.acts.staff_sessions import enter_by_link, make_link
from training.staff.rules.staff_sign_in import (
    ADDRESS_SPAN,
    NotRegistered,
    OutsideTheOrganisation,
    WayUsedUp,
    check_attempts,
    own_path,
)


def note_attempt(session: Session, word: str, address: str, *, now: datetime) -> None:
    """Keep that `word` was brought, before DingTalk is asked about it; raises TooManySignIns, WayUsedUp."""
    own = select(func.count()).where(DingTalkSignIn.address_index == address)
    check_attempts(session.scalar(own.where(DingTalkSignIn.tried_at > now - ADDRESS_SPAN)) or 0)
    row = {"digest": digest(word), "address_index": address, "tried_at": now}
    if not insert_new(session, DingTalkSignIn, [row]):
        raise WayUsedUp


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
