from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.records.meetings.members import ChatAccount


def forget_accounts(session: Session, keys: list[int]) -> None:
    session.execute(delete(ChatAccount).where(ChatAccount.id.in_(keys)))
