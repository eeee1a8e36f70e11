from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.database import insert_new
from training.records.people.sign_in import SignIn, SignOut
from training.staff.rules.digest import digest


def sign_out(session: Session, token: str, *, now: datetime) -> None:
    """End the session of this token; a second time changes nothing."""
    begun = session.scalar(select(SignIn.id).where(SignIn.digest == digest(token)))
    if begun is not None:
        insert_new(session, SignOut, [{"sign_in_id": begun, "signed_out_at": now}])
