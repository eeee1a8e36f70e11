from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.end_sessions import end_sessions
from training.staff.acts.revoke_tokens import revoke_tokens
from training.staff.rules.left_words import left_words
from training.staff.views.find_staff import BadStaff


def let_go(session: Session, staff: Staff, *, now: datetime) -> None:
    """Chat, pages and programs know this person no more, from now on; raises BadStaff a second time.

    The id in the chat becomes free for others; the account stays for a meeting that still runs under it.
    """
    if staff.left_at is not None:
        raise BadStaff(f"{left_words(staff.name, staff.left_at)}，不用再办。")
    staff.left_at, staff.chat_id = now, None
    revoke_tokens(session, staff, now=now)
    end_sessions(session, staff, now=now)
    session.flush()
