from datetime import datetime

from sqlalchemy.orm import Session

from training.errors import NotFound
from training.staff.rules.own_devices import key_of
from training.staff.views.staff_of_session import living_of


def end_own_session(session: Session, staff_id: int, key: str, *, now: datetime) -> None:
    """End one session of one's own by the key of its list; raises NotFound where there is none (any more)."""
    for each in session.scalars(living_of(staff_id, now)):
        if key_of(each.digest) == key:
            each.ended_at = now
            return
    raise NotFound("这台设备的登录")
