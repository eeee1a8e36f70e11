from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from training.records.staff.staff import Staff, StaffLink
from training.staff.rules.digest import digest
from training.staff.views.staff_of_session import LINK_MINUTES

LINK_LASTS = timedelta(minutes=LINK_MINUTES)


def make_link(
    session: Session, staff: Staff, path: str, *, token: str, made_by: int | None = None, now: datetime
) -> None:
    """Keep the digest of `token`; whoever brings it within ten minutes enters as `staff` at `path`.

    `made_by`: the key of the colleague who makes it for somebody else.
    """
    link = StaffLink(
        staff_id=staff.id,
        digest=digest(token),
        path=path,
        made_at=now,
        expires_at=now + LINK_LASTS,
        made_by_id=made_by,
    )
    session.add(link)
    session.flush()
