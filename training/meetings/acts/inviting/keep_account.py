from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.views.people_to_look_up import Unknown
from training.ports.meetings import Account
from training.records.meetings.members import ChatAccount


def keep_account(session: Session, unknown: Unknown, found: Account | None, *, now: datetime) -> None:
    """What the vendor answered; the latest answer for the present phone holds."""
    row = ChatAccount(
        trainee_id=unknown.trainee_id,
        phone_index=unknown.phone,
        chat_id=found.chat_id if found else None,
        account_id=found.account_id if found else None,
        account_index=found.account_id if found else None,
        looked_up_at=now,
    )
    session.add(row)
    session.flush()
