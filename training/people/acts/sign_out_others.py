from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.people.views.own_devices import living_of
from training.records.people.sign_in import SignIn, SignOut
from training.staff.rules.digest import digest


def sign_out_others(session: Session, trainee_id: int, token: str, *, now: datetime) -> int:
    """End every session of one's own but the one of `token`; says how many."""
    others = session.scalars(living_of(trainee_id, now).where(SignIn.digest != digest(token)))
    rows = [{"sign_in_id": each.id, "signed_out_at": now} for each in others]
    return insert_new(session, SignOut, rows) if rows else 0
