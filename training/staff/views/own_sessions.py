from datetime import datetime

from sqlalchemy.orm import Session

from training.staff.rules.digest import digest
from training.staff.rules.own_devices import OwnDevice, key_of
from training.staff.views.staff_of_session import living_of


def own_sessions(session: Session, staff_id: int, token: str, *, now: datetime) -> list[OwnDevice]:
    """设备: where a member of staff is signed in, `token` being the session that asks."""
    here = digest(token)
    return [
        OwnDevice(key_of(each.digest), each.device, each.begun_at, each.seen_at, each.digest == here)
        for each in session.scalars(living_of(staff_id, now))
    ]
