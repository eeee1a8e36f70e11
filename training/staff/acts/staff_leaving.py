"""Somebody leaves the service (离岗): no way in is left, what was done stays under the name (R09, R69)."""

from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.add_staff import BadStaff, left_words
from training.staff.acts.issue_token import revoke_tokens
from training.staff.acts.staff_sessions import end_sessions


def let_go(session: Session, staff: Staff, *, now: datetime) -> None:
    """Chat, pages and programs know this person no more, from now on; raises BadStaff a second time.

    The DingTalk userid becomes free for others. The union id stays for a meeting that still runs under it.
    """
    if staff.left_at is not None:
        raise BadStaff(f"{left_words(staff.name, staff.left_at)}，不用再办。")
    staff.left_at, staff.dingtalk_id = now, None
    revoke_tokens(session, staff, now=now)
    end_sessions(session, staff, now=now)
    session.flush()


def take_back(session: Session, staff: Staff) -> None:
    """In service again, with new ways in only; raises BadStaff for those who never left."""
    if staff.left_at is None:
        raise BadStaff(f"“{staff.name}”没有离岗，不用恢复。")
    staff.left_at = None
    session.flush()
