from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from training.people.rules.login_codes import SIGN_IN_IDLE, SIGN_IN_LASTS
from training.people.views.signed_in_trainee import last_seen
from training.records.moments import has_come, is_recent
from training.records.people.sign_in import SignIn, SignOut
from training.staff.rules.digest import digest
from training.staff.rules.own_devices import OwnDevice, key_of


def living_of(trainee_id: int, now: datetime) -> Select[SignIn]:
    """Where the trainee is signed in, the latest first."""
    own = select(SignIn).outerjoin(SignOut).where(SignOut.id.is_(None), SignIn.trainee_id == trainee_id)
    begun = ~has_come(SignIn.expires_at, SIGN_IN_LASTS, now)
    living = own.where(begun, is_recent(last_seen(), SIGN_IN_IDLE, now))
    return living.order_by(SignIn.signed_in_at.desc(), SignIn.id.desc())


def own_devices(session: Session, trainee_id: int, token: str, *, now: datetime) -> list[OwnDevice]:
    """设备: where the trainee is signed in, `token` being the session that asks."""
    here = digest(token)
    return [
        OwnDevice(
            key_of(each.digest),
            each.device,
            each.signed_in_at,
            each.seen_at or each.signed_in_at,
            each.digest == here,
        )
        for each in session.scalars(living_of(trainee_id, now))
    ]
