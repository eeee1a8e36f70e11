"""Members of staff enter by a link that works once; their session ends after idle time, or a day."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session, contains_eager

from training.database import insert_new
from training.errors import Refusal
from training.records.staff.staff import Staff, StaffLink, StaffSession
from training.staff.acts.issue_token import digest

LINK_MINUTES, IDLE_HOURS, SESSION_HOURS = 10, 2, 12
LINK_LASTS = timedelta(minutes=LINK_MINUTES)
IDLE_LASTS = timedelta(hours=IDLE_HOURS)
# A browser that is used all the time is asked again once a working day who holds it.
SESSION_LASTS = timedelta(hours=SESSION_HOURS)
SEEN_EVERY = timedelta(minutes=1)


class LinkUsedUp(Refusal):
    """The link is too old or was used; which of the two is not told."""

    def __init__(self) -> None:
        super().__init__(f"这个链接已失效（只能用一次，{LINK_MINUTES} 分钟内有效），请在钉钉里重新获取。")


def make_link(session: Session, staff: Staff, path: str, *, token: str, now: datetime) -> None:
    """Keep the digest of `token`; whoever brings it within ten minutes enters as `staff` at `path`."""
    link = StaffLink(
        staff_id=staff.id, digest=digest(token), path=path, made_at=now, expires_at=now + LINK_LASTS
    )
    session.add(link)
    session.flush()


def enter_by_link(session: Session, token: str, *, session_token: str, now: datetime) -> str:
    """Begin a session for the holder of the link and give the path it leads to; raises LinkUsedUp."""
    living = select(StaffLink).where(StaffLink.digest == digest(token), StaffLink.expires_at > now)
    link = session.scalars(living).one_or_none()
    if link is None:
        raise LinkUsedUp
    begun = {
        "staff_id": link.staff_id,
        "link_id": link.id,
        "digest": digest(session_token),
        "begun_at": now,
        "seen_at": now,
    }
    if not insert_new(session, StaffSession, [begun]):
        raise LinkUsedUp
    return link.path


def staff_of_session(session: Session, token: str, *, now: datetime) -> StaffSession | None:
    """The living session of this token with its member of staff; None when it ended, or they left."""
    own = select(StaffSession).join(StaffSession.staff)
    with_place = own.options(
        contains_eager(StaffSession.staff).joinedload(Staff.district),
        contains_eager(StaffSession.staff).joinedload(Staff.institution),
    )
    living = with_place.where(
        Staff.left_at.is_(None),
        StaffSession.digest == digest(token),
        StaffSession.ended_at.is_(None),
        StaffSession.seen_at > now - IDLE_LASTS,
        StaffSession.begun_at > now - SESSION_LASTS,
    )
    return session.scalars(living).one_or_none()


def is_to_be_seen(found: StaffSession, now: datetime) -> bool:
    """Whether `note_seen` is due: a write at every request would make every page wait for others."""
    return now - found.seen_at >= SEEN_EVERY


def note_seen(session: Session, session_id: int, *, now: datetime) -> None:
    session.get_one(StaffSession, session_id).seen_at = now


def end_session(session: Session, token: str, *, now: datetime) -> None:
    """Sign out; a second time changes nothing."""
    own = select(StaffSession).where(StaffSession.digest == digest(token), StaffSession.ended_at.is_(None))
    found = session.scalars(own).one_or_none()
    if found is not None:
        found.ended_at = now


def end_sessions(session: Session, staff: Staff, *, now: datetime) -> None:
    """Everywhere at once, and no link that was made before lets this person in again."""
    own = update(StaffSession).where(StaffSession.staff_id == staff.id, StaffSession.ended_at.is_(None))
    session.execute(own.values(ended_at=now))
    unused = update(StaffLink).where(StaffLink.staff_id == staff.id, StaffLink.expires_at > now)
    session.execute(unused.values(expires_at=now))
