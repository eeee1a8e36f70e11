from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from training.people.rules.login_codes import is_living
from training.records.people.personal_data import PhoneRequest


def open_request(session: Session, trainee_id: int, *, now: datetime) -> PhoneRequest | None:
    """The latest request, while its codes are good."""
    own = select(PhoneRequest).where(PhoneRequest.trainee_id == trainee_id)
    latest = session.scalars(own.order_by(PhoneRequest.ordinal.desc()).limit(1)).first()
    is_open = latest is not None and latest.done_at is None and is_living(latest.expires_at, now)
    return latest if is_open else None
