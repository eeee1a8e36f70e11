from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from training.checks.rules.verifications import ADDRESS_SPAN, check_verifications, line_of
from training.records.checks.verifications import RecordVerification
from training.records.moments import is_recent


def note_verification(session: Session, address: str, *, now: datetime) -> None:
    """Count that a record is looked up from the line of this address; raises TooManyVerifications.

    What is too old to count is forgotten: nobody needs to know who looked.
    """
    session.execute(
        delete(RecordVerification).where(~is_recent(RecordVerification.verified_at, ADDRESS_SPAN, now))
    )
    line = line_of(address)
    own = select(func.count()).where(RecordVerification.address_index == line)
    check_verifications(session.scalar(own) or 0)
    session.add(RecordVerification(address_index=line, verified_at=now))
