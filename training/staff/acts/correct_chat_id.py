from datetime import datetime

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff
from training.staff.acts.end_sessions import end_sessions
from training.staff.acts.know_in_chat import know_in_chat


def correct_chat_id(session: Session, staff: Staff, chat_id: str, *, now: datetime) -> None:
    """As `know_in_chat`; whoever came in by another account is out, for it was perhaps not theirs."""
    before = staff.chat_id
    know_in_chat(session, staff, chat_id)
    if before not in (None, staff.chat_id):
        end_sessions(session, staff, now=now)
