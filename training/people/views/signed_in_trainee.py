from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from training.records.people.sign_in import SignIn, SignOut
from training.staff.rules.digest import digest


def signed_in_trainee(session: Session, token: str, *, now: datetime) -> int | None:
    """The key of the trainee whose living session this token is."""
    return session.scalar(_living(), {"digest": digest(token), "now": now})


@cache
def _living() -> Select[int]:
    """Put together once: every page of a trainee asks it, and that costs more than to run it."""
    own = select(SignIn.trainee_id).outerjoin(SignOut).where(SignOut.id.is_(None))
    return own.where(SignIn.digest == bindparam("digest"), SignIn.expires_at > bindparam("now"))
