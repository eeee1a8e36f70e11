from sqlalchemy import update
from sqlalchemy.orm import Session

from training.records.staff.staff import Staff


def know_account_id(session: Session, chat_id: str, account_id: str) -> None:
    """Keep what the vendor calls this member of staff in its meetings."""
    session.execute(update(Staff).where(Staff.chat_id == chat_id).values(account_id=account_id))
