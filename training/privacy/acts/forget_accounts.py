from sqlalchemy import delete
from sqlalchemy.orm import Session

from training.records.meetings.members import DingTalkAccount


def forget_accounts(session: Session, keys: list[int]) -> None:
    session.execute(delete(DingTalkAccount).where(DingTalkAccount.id.in_(keys)))
