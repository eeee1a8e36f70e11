from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.views.people_to_look_up import Unknown
from training.ports.meetings import Account
from training.records.meetings.members import DingTalkAccount


def keep_account(session: Session, unknown: Unknown, found: Account | None, *, now: datetime) -> None:
    """What DingTalk answered; the latest answer for the present phone holds."""
    row = DingTalkAccount(
        trainee_id=unknown.trainee_id,
        phone_index=unknown.phone,
        userid=found.userid if found else None,
        union_id=found.union_id if found else None,
        union_index=found.union_id if found else None,
        looked_up_at=now,
    )
    session.add(row)
    session.flush()
