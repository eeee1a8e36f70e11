from datetime import datetime

from sqlalchemy.orm import Session

from training.database import insert_new
from training.errors import NotFound
from training.people.views.own_devices import living_of
from training.records.people.sign_in import SignOut
from training.staff.rules.own_devices import key_of


def sign_out_device(session: Session, trainee_id: int, key: str, *, now: datetime) -> None:
    """End one session of one's own by the key of its list; raises NotFound where there is none (any more)."""
    for each in session.scalars(living_of(trainee_id, now)):
        if key_of(each.digest) == key:
            insert_new(session, SignOut, [{"sign_in_id": each.id, "signed_out_at": now}])
            return
    raise NotFound("这台设备的登录")
