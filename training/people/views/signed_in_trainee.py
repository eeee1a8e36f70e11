from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from training.notice.clock import CLOCKS_APART, is_recent
from training.people.rules.login_codes import SEEN_EVERY, SIGN_IN_IDLE, SIGN_IN_LASTS
from training.records.people.sign_in import SignIn, SignOut
from training.staff.rules.digest import digest


class LivingSignIn(NamedTuple):
    """A session that was neither ended nor forgotten."""

    key: int
    trainee_id: int
    seen_at: datetime

    def is_to_be_seen(self, now: datetime) -> bool:
        """Whether `note_use` is due: a write with every page would make all others wait."""
        return not is_recent(self.seen_at, SEEN_EVERY, now)


def living_sign_in(session: Session, token: str, *, now: datetime) -> LivingSignIn | None:
    """The session of this token; None when it ended, or lay unused for three days."""
    soon = now + CLOCKS_APART
    moments = {"now": now, "unused_since": now - SIGN_IN_IDLE, "soon": soon, "last": soon + SIGN_IN_LASTS}
    found = session.execute(_living(), {"digest": digest(token), **moments}).one_or_none()
    return None if found is None else LivingSignIn(*found)


def signed_in_trainee(session: Session, token: str, *, now: datetime) -> int | None:
    """The key of the trainee whose living session this token is."""
    found = living_sign_in(session, token, now=now)
    return None if found is None else found.trainee_id


def last_seen() -> ColumnElement[datetime]:
    return func.coalesce(SignIn.seen_at, SignIn.signed_in_at)


@cache
def _living() -> Select[int, int, datetime]:
    """Put together once: every page of a trainee asks it, and that costs more than to run it."""
    own = select(SignIn.id, SignIn.trainee_id, last_seen()).outerjoin(SignOut).where(SignOut.id.is_(None))
    # As `training/records/moments.py` has it: what a clock that ran ahead wrote keeps nobody signed in.
    is_used = and_(last_seen() > _moment("unused_since"), last_seen() <= _moment("soon"))
    lasts = SignIn.expires_at > bindparam("now"), SignIn.expires_at <= bindparam("last")
    return own.where(SignIn.digest == bindparam("digest"), *lasts, is_used)


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=SignIn.expires_at.type)
