from datetime import datetime

from sqlalchemy.orm import Session

from training.meetings.views.people_to_look_up import Unknown
from training.people.rules.restrictions import Use, is_stopped
from training.people.views.restricted import is_restricted
from training.ports.meetings import Account
from training.records.classes.trainees import Trainee
from training.records.meetings.members import ChatAccount


def keep_account(session: Session, unknown: Unknown, found: Account | None, *, now: datetime) -> None:
    """What the vendor answered; the latest answer for the present phone holds.

    Nothing of somebody whose data was restricted while the vendor was asked.
    """
    session.get_one(Trainee, unknown.trainee_id, with_for_update=True)
    if is_stopped(Use.LOOK_UP_ACCOUNT, is_restricted=is_restricted(session, unknown.trainee_id)):
        return
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
